import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDoubtful, joinInSteps } from "#lib/import/join.ts";
import { type DoubtAnswer, type DoubtAnswers, doubtKey, type JoinRow } from "#lib/import/join-row.ts";
import { joinRowsOf } from "#lib/import/join-rows.ts";
import { finish } from "#lib/import/steps.ts";

let next = 0;
function row(table: string, kind: JoinRow["kind"], more: Partial<JoinRow>): JoinRow {
  const tool = table.split(" ")[0] ?? "";
  return { table, tool, kind, key: String(next++), ids: [], domain: null, name: null, ...more };
}
const company = (id: string, domain: string | null, name: string) =>
  row("HubSpot companies", "company", { ids: [`HubSpot:${id}`], domain, name });
const deal = (id: string | null, name: string | null = null) =>
  row("HubSpot deals", "deal", { ids: id === null ? [] : [`HubSpot:${id}`], name });
const ticket = (domain: string | null, name: string | null = null) =>
  row("Zendesk tickets", "ticket", { domain, name });
const subscription = (customer: string, domain: string | null, name: string | null = null, crm?: string) =>
  row("Stripe subscriptions", "subscription", {
    ids: crm === undefined ? [`Stripe:${customer}`] : [`HubSpot:${crm}`, `Stripe:${customer}`],
    domain,
    name,
  });

/** Joins the rows; for each of them its account, or why it has none. */
function joinAccounts(joinRows: Iterable<JoinRow>, answers: DoubtAnswers = new Map()) {
  const rows = joinRowsOf(Array.from(joinRows, (join) => ({ join, order: 0, accountId: null })));
  const result = finish(joinInSteps(rows, answers));
  const places = Array.from(result.accountOf, (account, at) =>
    account >= 0 ? account : isDoubtful(result, at) ? "doubtful" : "without",
  );
  return { ...result, places };
}

const owners = ({ places, accounts }: ReturnType<typeof joinAccounts>) =>
  places.map((place) => (typeof place === "string" ? place : accounts[place]?.ids.join(" ")));

describe("rows find their account", () => {
  test("by id, then by domain, then by name", () => {
    const joined = joinAccounts([
      company("1", "acme.com", "Acme Inc."),
      company("2", "birch.io", "Birch"),
      deal("2"),
      ticket("acme.com", "Birch"),
      ticket(null, "ACME"),
      deal("1", "Birch"),
    ]);
    expect(owners(joined)).toEqual([
      "HubSpot:1",
      "HubSpot:2",
      "HubSpot:2",
      "HubSpot:1",
      "HubSpot:1",
      "HubSpot:1",
    ]);
    expect(joined.counts).toEqual({ byId: 2, byDomain: 1, byName: 1, doubtful: 0, without: 0 });
    expect(joined.accounts.map(({ name }) => name)).toEqual(["Acme Inc.", "Birch"]);
  });

  test("across tools, one way after the other", () => {
    const joined = joinAccounts([
      company("1", "acme.com", "Acme"),
      company("2", "birch.io", "Birch"),
      company("3", null, "Cedar"),
      subscription("a", "acme.com"),
      subscription("b", null, "Birch GmbH"),
      subscription("c", null, "somebody", "3"),
      subscription("c", null),
      ticket("birch.io"),
    ]);
    expect(joined.accounts).toHaveLength(3);
    expect(joined.counts).toEqual({ byId: 2, byDomain: 2, byName: 1, doubtful: 0, without: 0 });
  });

  test("or are kept and counted as without one", () => {
    const joined = joinAccounts([
      company("1", "acme.com", "Acme"),
      deal(null),
      deal("9"),
      ticket("elsewhere.org"),
      ticket(null),
    ]);
    expect(owners(joined)).toEqual(["HubSpot:1", "without", "without", "without", "without"]);
    expect(joined.counts.without).toBe(4);
  });

  test("an id that is in no table of companies gives way to the name", () => {
    expect(owners(joinAccounts([company("1", null, "Acme"), deal("9", "Acme AG")]))).toEqual([
      "HubSpot:1",
      "HubSpot:1",
    ]);
  });
});

describe("what is doubtful is never merged", () => {
  test("two records of one tool with the same domain stay two, and what points at both waits", () => {
    const joined = joinAccounts([
      company("1", "acme.com", "Acme"),
      company("2", "acme.com", "Acme"),
      ticket("acme.com"),
      subscription("a", "acme.com", "Acme"),
      deal("2"),
    ]);
    expect(owners(joined)).toEqual(["HubSpot:1", "HubSpot:2", "doubtful", "doubtful", "HubSpot:2"]);
    expect(joined.doubts).toEqual([{ reason: "same domain", value: "acme.com", accounts: [0, 1], rows: 2 }]);
  });

  test("nor are two companies chained together by a customer of both", () => {
    const joined = joinAccounts([
      company("1", "acme.com", "Acme"),
      company("2", "birch.io", "Birch"),
      subscription("a", "acme.com"),
      subscription("a", "birch.io"),
    ]);
    expect(joined.accounts).toHaveLength(2);
    expect(joined.counts.doubtful).toBe(0);
    expect(owners(joined).slice(0, 2)).toEqual(["HubSpot:1", "HubSpot:2"]);
  });

  test("the same name with another domain", () => {
    const joined = joinAccounts([company("1", "acme.com", "Acme"), ticket("acme.io", "Acme")]);
    expect(owners(joined)).toEqual(["HubSpot:1", "doubtful"]);
    expect(joined.doubts[0]).toMatchObject({ reason: "same name", accounts: [0], rows: 1 });
  });

  test("nearly the same name", () => {
    const joined = joinAccounts([company("1", null, "Birchcove Systems"), ticket(null, "Birchcove Sytems")]);
    expect(owners(joined)).toEqual(["HubSpot:1", "doubtful"]);
    expect(joined.doubts[0]?.reason).toBe("similar name");
  });

  test("a customer that stands for two companies", () => {
    const joined = joinAccounts([
      company("1", "acme.com", "Acme"),
      company("2", "birch.io", "Birch"),
      subscription("a", null, null, "1"),
      subscription("a", null, null, "2"),
      subscription("a", null),
    ]);
    expect(owners(joined)).toEqual(["HubSpot:1", "HubSpot:2", "HubSpot:1", "HubSpot:2", "doubtful"]);
    expect(joined.doubts[0]).toMatchObject({ reason: "shared id", value: "Stripe:a", accounts: [0, 1] });
  });
});

describe("what a person has answered is followed", () => {
  const two = () => [
    company("1", "acme.com", "Acme"),
    company("2", "acme.com", "Acme"),
    ticket("acme.com"),
    subscription("a", "acme.com", "Acme"),
  ];
  const answering = (answer: DoubtAnswer) =>
    joinAccounts(two(), new Map([[doubtKey({ reason: "same domain", value: "acme.com" }), answer]]));

  test("what waits belongs to one of them", () => {
    const joined = answering({ kind: "account", key: "id:HubSpot:2" });
    expect(owners(joined)).toEqual([
      "HubSpot:1",
      "HubSpot:2 Stripe:a",
      "HubSpot:2 Stripe:a",
      "HubSpot:2 Stripe:a",
    ]);
    expect(joined.doubts).toEqual([]);
    expect(joined.answered).toBe(1);
  });

  test("they are one", () => {
    const joined = answering({ kind: "one", keys: ["id:HubSpot:1", "id:HubSpot:2"] });
    expect(joined.accounts).toHaveLength(1);
    expect(joined.doubts).toEqual([]);
    expect(joined.counts).toMatchObject({ doubtful: 0, without: 0 });
  });

  test("they are different: what nothing else tells belongs to none, and a customer is one of its own", () => {
    const joined = answering({ kind: "apart" });
    expect(owners(joined)).toEqual(["HubSpot:1", "HubSpot:2", "without", "Stripe:a"]);
    expect(joined.doubts).toEqual([]);
  });

  test("also where the name is only nearly the same", () => {
    const rows = [company("1", null, "Birchcove Systems"), ticket(null, "Birchcove Sytems")];
    const [{ reason, value }] = joinAccounts(rows).doubts as [
      ReturnType<typeof joinAccounts>["doubts"][number],
    ];
    const settled = (answer: DoubtAnswer) =>
      owners(joinAccounts(rows, new Map([[doubtKey({ reason, value }), answer]])))[1];
    expect(settled({ kind: "account", key: "id:HubSpot:1" })).toBe("HubSpot:1");
    expect(settled({ kind: "apart" })).toBe("without");
  });

  test("an account that is gone answers nothing", () => {
    const joined = answering({ kind: "account", key: "id:HubSpot:99" });
    expect(owners(joined).slice(2)).toEqual(["doubtful", "doubtful"]);
  });
});

test("tables without companies make their own accounts known", () => {
  expect(joinAccounts([deal("7", "Acme"), deal("7"), deal(null, "Acme")]).accounts).toHaveLength(1);
  expect(
    joinAccounts([ticket("acme.com"), ticket("acme.com", "Acme"), ticket("b.org")]).accounts,
  ).toHaveLength(2);
});

/** A handful of values, so that rows of every table meet in every way. */
const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: null });
const anyRow: fc.Arbitrary<Omit<JoinRow, "key">> = fc
  .record({
    table: fc.constantFrom<[string, JoinRow["kind"]]>(
      ["HubSpot companies", "company"],
      ["Salesforce accounts", "company"],
      ["Stripe subscriptions", "subscription"],
      ["HubSpot deals", "deal"],
      ["Salesforce opportunities", "deal"],
      ["Zendesk tickets", "ticket"],
    ),
    id: some("1", "2", "3", "4"),
    link: some("HubSpot:1", "HubSpot:2", "Salesforce:1"),
    domain: some("a.com", "b.com", "c.com"),
    name: some("Acme Inc", "acme", "Birch", "Cedarwood", "Cedarwod"),
  })
  .map(({ table: [table, kind], id, link, domain, name }) => {
    const tool = table.split(" ")[0] ?? "";
    const own = id === null || kind === "ticket" ? [] : [`${tool}:${id}`];
    const ids = tool === "Stripe" && link !== null ? [link, ...own] : own;
    return { table, tool, kind, ids, domain, name };
  });
const anyRows = fc
  .array(anyRow, { maxLength: 24 })
  .map((rows) => rows.map((one, i): JoinRow => ({ ...one, key: String(i) })));

/** Everything that was decided, without regard to the order of the rows. */
function decided(rows: readonly JoinRow[]) {
  const { accounts, places, told, doubts, counts } = joinAccounts(rows);
  const of = new Map(rows.map(({ key }, i) => [key, [places[i], told[i]]]));
  return { accounts, doubts, counts, places: [...of].sort(([a], [b]) => Number(a) - Number(b)) };
}

describe("whatever the rows", () => {
  test("their order and repetition change nothing", () => {
    fc.assert(
      fc.property(
        anyRows.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length }),
            fc.subarray(rows),
          ),
        ),
        ([rows, shuffled, repeated]) => {
          expect(decided([...shuffled, ...repeated])).toEqual(decided(rows));
        },
      ),
      { seed: 6, numRuns: 600 },
    );
  });

  test("two companies of one tool are never one account, and no row is lost", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { accounts, places, doubts } = joinAccounts(rows);
        expect(places).toHaveLength(rows.length);
        const companies = new Map<number, Set<string>>();
        rows.forEach(({ kind, ids }, i) => {
          const account = places[i];
          if (kind !== "company" || ids[0] === undefined || typeof account !== "number") return;
          companies.set(account, (companies.get(account) ?? new Set()).add(ids[0]));
        });
        for (const ids of companies.values()) {
          const tools = [...ids].map((id) => id.split(":")[0]);
          expect(new Set(tools).size).toBe(tools.length);
        }
        const waiting = places.filter((place) => place === "doubtful").length;
        expect(doubts.reduce((sum, doubt) => sum + doubt.rows, 0)).toBe(waiting);
        for (const doubt of doubts) {
          for (const index of doubt.accounts) expect(accounts[index]).toBeDefined();
        }
      }),
      { seed: 7, numRuns: 600 },
    );
  });
});
