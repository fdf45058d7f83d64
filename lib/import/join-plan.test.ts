import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doubtsToAnswer, joinWorkspace } from "#lib/import/join-plan.ts";
import { doubtKey, type JoinRow } from "#lib/import/join-row.ts";
import { joinRowsOf, type WorkspaceRow } from "#lib/import/join-rows.ts";
import { finish } from "#lib/import/steps.ts";

function createIds() {
  let made = 0;
  return () => `id-${String(++made).padStart(4, "0")}`;
}

const joined = (rows: readonly WorkspaceRow[], leaving: readonly WorkspaceRow[] = [], newId = createIds()) =>
  finish(joinWorkspace(joinRowsOf(rows), joinRowsOf(leaving), new Map(), newId));

/** The rows as they are stored after a joining. */
const stored = (rows: readonly WorkspaceRow[], { ids, accountOfRow }: ReturnType<typeof joined>) =>
  rows.map((row, at): WorkspaceRow => ({ ...row, accountId: ids[accountOfRow[at] ?? -1] ?? null }));

let next = 0;
const row = (table: string, more: Partial<JoinRow>, order = 0): WorkspaceRow => {
  const tool = table.split(" ")[0] ?? "";
  const kind = /tickets/.test(table) ? "ticket" : /deals/.test(table) ? "deal" : "company";
  const join = {
    table,
    tool,
    kind,
    key: String(next++),
    ids: [],
    domain: null,
    name: null,
    ...more,
  } as const;
  return { join, order, accountId: null };
};
const company = (id: string, domain: string | null, name: string, order = 0) =>
  row("HubSpot companies", { key: id, ids: [`HubSpot:${id}`], domain, name }, order);

describe("an account keeps its id", () => {
  test("when a newer export of it comes, and its older row goes where the newer one goes", () => {
    const first = [company("1", "acme.com", "Acme")];
    const before = stored(first, joined(first));
    const rows = [...before, company("1", "acme.io", "Acme Holding", 1)];
    const after = joined(rows);
    expect(after.ids).toEqual(["id-0001"]);
    expect(after.isNew).toEqual([false]);
    expect([...after.accountOfRow]).toEqual([0, 0]);
    expect([...after.placeOfRow]).toEqual([-1, 0]);
    expect(after.joined.accounts[0]).toMatchObject({ name: "Acme Holding", domains: ["acme.io"] });
  });

  test("when its rows are taken away and come again", () => {
    const rows = [company("1", "acme.com", "Acme")];
    const leaving = stored(rows, joined(rows));
    expect(joined(rows, leaving).ids).toEqual(["id-0001"]);
  });

  test("by its domain, by its name, or by one of its rows alone", () => {
    const first = [
      row("own table", { domain: "acme.com" }),
      row("own table", { name: "Birch" }),
      row("own table", { ids: ["own id:7"] }),
    ];
    const before = stored(first, joined(first));
    const idOf = (domain: string | null, name: string | null) =>
      before.find(({ join }) => join.domain === domain && join.name === name)?.accountId;
    const rows = [...before, company("1", "acme.com", "A", 1), company("2", null, "Birch GmbH", 1)];
    const after = joined(rows);
    expect(after.ids).toHaveLength(3);
    const idAt = (at: number) => after.ids[after.accountOfRow[at] ?? -1];
    expect([idAt(3), idAt(4)]).toEqual([idOf("acme.com", null), idOf(null, "Birch")]);
    expect(idAt(2)).toBe(before[2]?.accountId);
  });

  test("of two that become one it is the older's, and of one that becomes two the first's", () => {
    const two = [company("1", "acme.com", "Acme"), company("2", "birch.io", "Birch")];
    const keys = ["id:HubSpot:1", "id:HubSpot:2"];
    const answers = new Map([
      [doubtKey({ reason: "same name", value: "x" }), { kind: "one", keys } as const],
    ]);
    const one = finish(
      joinWorkspace(joinRowsOf(stored(two, joined(two))), joinRowsOf([]), answers, createIds()),
    );
    expect([one.ids, one.isNew]).toEqual([["id-0001"], [false]]);
    const apart = joined(two.map((each) => ({ ...each, accountId: "id-0009" })));
    expect([apart.ids, apart.isNew]).toEqual([
      ["id-0009", "id-0001"],
      [false, true],
    ]);
  });
});

test("an own table's newer row of a company stands for the older one", () => {
  const own = (domain: string, order: number) => row("own table", { ids: ["own id:1"], domain }, order);
  const after = joined([own("old.com", 0), own("new.com", 1)]);
  expect(after.joined.accounts).toMatchObject([{ domains: ["new.com"] }]);
  expect([...after.accountOfRow]).toEqual([0, 0]);
});

test("doubts name the rows that wait for them", () => {
  const rows = [
    company("1", "acme.com", "Acme"),
    company("2", "acme.com", "Acme"),
    row("Zendesk tickets", { domain: "acme.com" }),
    row("Zendesk tickets", { name: "Nobody" }),
  ];
  const [doubt, ...more] = doubtsToAnswer(joined(rows), (at) => ({
    join: rows[at]!.join,
    fileName: "t.csv",
    row: at,
  }));
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({
    sentence:
      "“Acme” and “Acme” share the web address acme.com. Are they one company? One row waits for the answer.",
    candidates: [{ key: "id:HubSpot:1" }, { key: "id:HubSpot:2" }],
    examples: [{ fileName: "t.csv", row: 2, says: "acme.com" }],
  });
});

test("a doubt between many accounts names a few of them", () => {
  const rows = Array.from({ length: 60 }, (_, i) => company(String(i), `t${i}.com`, "Test"));
  const [doubt] = doubtsToAnswer(joined(rows), () => ({ join: rows[0]!.join, fileName: "", row: 2 }));
  expect(doubt?.candidates).toHaveLength(50);
  expect(doubt?.sentence).toBe(
    "“Test”, “Test”, “Test”, “Test” and 56 more have the same name. Are they one company?",
  );
});

const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: null });
const anyRows = fc
  .array(
    fc.record({
      table: fc.constantFrom("HubSpot companies", "Salesforce accounts", "HubSpot deals", "Zendesk tickets"),
      id: some("1", "2", "3", "4"),
      domain: some("a.com", "b.com", "c.com"),
      name: some("Acme", "Birch", "Cedarwood"),
    }),
    { maxLength: 20 },
  )
  .map((all) =>
    all.map(({ table, id, domain, name }, i): WorkspaceRow => {
      const ids = id === null || table === "Zendesk tickets" ? [] : [`${table.split(" ")[0]}:${id}`];
      return row(table, { key: String(i), ids, domain, name });
    }),
  );

/** What was joined with what, without regard to order: the keys of the rows of each account. */
function groups(rows: readonly WorkspaceRow[], { accountOfRow }: ReturnType<typeof joined>): string[] {
  const of = new Map<number, Set<string>>();
  rows.forEach(({ join }, at) => {
    const account = accountOfRow[at] ?? -1;
    of.set(account, (of.get(account) ?? new Set()).add(join.key));
  });
  return [...of].map(([account, keys]) => `${account < 0 ? "none" : ""} ${[...keys].sort().join()}`).sort();
}

describe("whatever the rows", () => {
  test("several imports in any order, with repetitions, join what one import joins", () => {
    fc.assert(
      fc.property(
        anyRows.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.array(fc.nat({ max: 2 }), { minLength: rows.length, maxLength: rows.length }),
            fc.subarray(rows),
          ),
        ),
        ([rows, orders, repeated]) => {
          const spread = [
            ...rows.map((one, i) => ({ ...one, order: orders[i] ?? 0 })),
            ...repeated.map((one) => ({ ...one, order: 3 })),
          ].sort((a, b) => b.order - a.order);
          expect(groups(spread, joined(spread))).toEqual(groups(rows, joined(rows)));
        },
      ),
      { seed: 31, numRuns: 300 },
    );
  });

  test("joining again changes no id, and what comes later takes none away from two", () => {
    fc.assert(
      fc.property(anyRows, anyRows, (rows, more) => {
        const before = stored(rows, joined(rows));
        const again = joined(before);
        expect(again.isNew.some(Boolean)).toBe(false);
        expect(stored(before, again)).toEqual(before);
        const later = more.map(
          (one, i): WorkspaceRow => ({ ...one, join: { ...one.join, key: `later ${i}` } }),
        );
        const newId = createIds();
        const after = joined([...before, ...later], [], () => `new-${newId()}`);
        expect(new Set(after.ids).size).toBe(after.ids.length);
        after.ids.forEach((id, at) => {
          expect(after.isNew[at]).toBe(id.startsWith("new-"));
        });
      }),
      { seed: 32, numRuns: 300 },
    );
  });
});
