import { describe, expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { decodeFrame, frameParts } from "#lib/accounts/frame-codec.ts";
import { type CountingTable, createAccountFolder } from "#lib/import/fold-frame.ts";
import { planTable } from "#lib/import/plan-columns.ts";
import { readDate } from "#lib/import/value.ts";

const day = (iso: string) => readDate(iso, null) ?? Number.NaN;

interface Given {
  readonly table: CountingTable;
  readonly rows: readonly string[][];
}

/** A file as lines of cells parted by commas, whose data was taken on a day. */
function file(lines: readonly string[], asOf: string, order = 0): Given {
  const [headings = [], ...rows] = lines.map((line) => line.split(","));
  const head = rows.map((cells, i) => ({ number: i + 2, cells, suspect: false }));
  const { source, columns, own } = planTable(headings, head, ",");
  const isOwn = source.tool === "own";
  const table = {
    id: lines.join(),
    order,
    fileHash: "0",
    plan: { source, columns },
    own: isOwn ? own : null,
  };
  return { table: { ...table, asOf: day(asOf) }, rows };
}

/** One account that all rows of all files belong to. */
function foldOne(...files: readonly Given[]): Frame {
  const folder = createAccountFolder(files.map(({ table }) => table));
  folder.begin("a");
  files.forEach(({ rows }, table) => {
    rows.forEach((cells, i) => {
      folder.put({ table, number: i + 2, cells });
    });
  });
  return folder.finish();
}

const companies = (employees: string, asOf: string, order = 0) =>
  file(["Record ID,Company name,Company owner,Number of Employees", `1,Acme,X,${employees}`], asOf, order);
const subscriptions = (ended: string, asOf: string) =>
  file(
    [
      "id,Customer ID,Plan,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC),Ended At (UTC)",
      `sub_1,cus_1,Pro,usd,month,100,active,2024-01-01,2024-01-01,${ended}`,
    ],
    asOf,
  );
const tickets = (days: readonly string[], asOf: string) =>
  file(
    [
      "Id,Requester,Requester email,Organization,Subject,Status,Created at,Satisfaction Score",
      ...days.map((at, i) => `${i},S,s@acme.com,,Help,Closed,${at},Good`),
    ],
    asOf,
  );

const outcome = (frame: Frame, name: string) =>
  frame.outcomes.find((column) => column.outcome.name === name)?.values[0];
const attribute = (frame: Frame, name: string) => {
  const column = frame.columns.find((one) => one.attribute.name === name);
  return column?.kind === "number"
    ? column.values[0]
    : column?.kind === "category"
      ? column.codes[0]
      : undefined;
};

describe("how a sale went", () => {
  const deals = (rows: readonly string[], asOf: string, order = 0) =>
    file(["Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount", ...rows], asOf, order);
  const sale = (...files: readonly Given[]) => {
    const frame = foldOne(...files);
    return [outcome(frame, "Days in sale"), outcome(frame, "Sale won")];
  };

  test("is told from the first deal on: won, lost, or open to the day the deals were exported", () => {
    const lost = "1,One,Closed Lost,Sales,2024-01-01,2024-01-31,100";
    const open = "2,Two,Qualified,Sales,2024-02-01,,100";
    const won = "3,Three,Closed Won,Sales,2024-02-01,2024-03-01,100";
    expect(sale(deals([lost], "2024-07-01"))).toEqual([30, 0]);
    expect(sale(deals([lost, won], "2024-07-01"))).toEqual([60, 1]);
    expect(sale(deals([lost, open], "2024-07-01"), companies("5", "2025-07-01", 1))).toEqual([
      182,
      Number.NaN,
    ]);
  });

  test("comes to one outcome, and its two columns come back from where they are kept", () => {
    const frame = foldOne(deals(["1,One,Closed Won,Sales,2024-01-01,2024-01-31,100"], "2024-07-01"));
    const stored = decodeFrame(frameParts(frame))!;
    const parts = stored.outcomes.flatMap(({ outcome: { sale } }) => (sale === undefined ? [] : [sale]));
    expect(parts).toEqual(["days", "won"]);
  });
});

describe("how long a customer has been followed", () => {
  test("is known to the day the billing was exported, whatever newer file tells of something else", () => {
    const { retention } = foldOne(subscriptions("", "2024-07-01"), companies("5", "2025-07-01", 1));
    expect(retention?.left[0]).toBe(0);
    expect(retention?.months[0]).toBeCloseTo(182 / 30.4375, 6);
  });

  test("ends with the churn, and an end that is still to come is none", () => {
    const left = foldOne(subscriptions("2024-03-01", "2024-07-01")).retention;
    expect([left?.left[0], left?.months[0]]).toEqual([1, expect.closeTo(60 / 30.4375, 6)]);
    expect(foldOne(subscriptions("2024-12-31", "2024-07-01")).retention?.left[0]).toBe(0);
  });

  test("is not known of a company that nothing was billed to, nor where no file tells", () => {
    const folder = createAccountFolder([
      companies("5", "2024-07-01").table,
      subscriptions("", "2024-07-01").table,
    ]);
    folder.begin("prospect");
    folder.put({ table: 0, number: 2, cells: ["1", "Acme", "X", "5"] });
    expect(folder.finish().retention?.left[0]).toBe(2);
    expect(foldOne(companies("5", "2024-07-01")).retention).toBeNull();
  });
});

describe("tickets", () => {
  const three = ["2024-01-10", "2024-02-10", "2024-06-10"];

  test("are counted over windows that are the same for all", () => {
    const frame = foldOne(subscriptions("", "2024-07-01"), tickets(three, "2024-07-01"));
    expect(outcome(frame, "Tickets in the first 90 days")).toBe(2);
    expect(outcome(frame, "Tickets per 90 days")).toBeCloseTo((3 / 183) * 90, 6);
    expect(outcome(frame, "Satisfaction")).toBe(1);
  });

  test("say nothing of a window that is not over, nor beyond the day they were exported", () => {
    const early = foldOne(subscriptions("", "2024-03-01"), tickets(three, "2024-03-01"));
    expect(outcome(early, "Tickets in the first 90 days")).toBeNaN();
    expect(outcome(early, "Tickets per 90 days")).toBeNaN();
    const older = foldOne(subscriptions("", "2025-01-01"), tickets(three, "2024-07-01"));
    expect(outcome(older, "Tickets per 90 days")).toBeCloseTo((3 / 183) * 90, 6);
  });
});

describe("columns", () => {
  test("are there for the kinds of files that there are, each flagged by when it is known", () => {
    const of = (frame: Frame) => frame.outcomes.map((column) => column.outcome.name);
    expect(of(foldOne(companies("5", "2024-07-01")))).toEqual([]);
    const paid = foldOne(companies("5", "2024-07-01"), subscriptions("", "2024-07-01"));
    expect(of(paid)).toEqual(["Expansion", "First MRR", "Current MRR"]);
    expect(paid.columns.map(({ attribute: { name, knownAt } }) => [name, knownAt])).toEqual([
      ["Number of Employees", "prospect"],
      ["Plan", "deal"],
    ]);
  });

  test("two dates of an account make its onboarding time: told ones, else the first win and the first day paid for", () => {
    const deals = file(
      [
        "Record ID,Deal Name,Deal Stage,Deal owner,Close Date,Create Date",
        "1,New,Closed Won,X,2023-12-20,2023-11-01",
      ],
      "2024-07-01",
    );
    expect(outcome(foldOne(deals, subscriptions("", "2024-07-01")), "Onboarding days")).toBe(12);
    const told = (live: string) =>
      file(
        ["Record ID,Company name,Company owner,Kick-off date,Go-live date", `1,Acme,X,2024-01-05,${live}`],
        "2024-07-01",
      );
    expect(outcome(foldOne(told("2024-02-04"), subscriptions("", "2024-07-01")), "Onboarding days")).toBe(30);
    expect(outcome(foldOne(told(""), deals, subscriptions("", "2024-07-01")), "Onboarding days")).toBeNaN();
    expect(foldOne(told("2024-02-04")).columns).toEqual([]);
  });

  test("of two exports the newer one's cell counts; where another tool says nothing, the first one's stays", () => {
    const [old, next] = [companies("180", "2024-01-01", 0), companies("240", "2024-07-01", 1)];
    expect(attribute(foldOne(old, next), "Number of Employees")).toBe(240);
    const hubspot = file(
      ["Record ID,Company name,Company owner,Annual Revenue", "1,Acme,X,500"],
      "2024-01-01",
    );
    const other = (revenue: string) =>
      file(["Account ID,Account Name,Account Owner,Annual Revenue", `9,Acme,X,${revenue}`], "2024-07-01", 1);
    expect(attribute(foldOne(hubspot, other("")), "Annual Revenue")).toBe(500);
    expect(attribute(foldOne(hubspot, other("700")), "Annual Revenue")).toBe(700);
  });

  test("an own table says what it says last, and its outcomes stand beside those worked out", () => {
    const own = file(
      ["Customer ID,Start date,End date,Seats,ACV", "1,2023-01-01,2023-07-01,7,900"],
      "2024-07-01",
      1,
    );
    const frame = foldOne(subscriptions("", "2024-07-01"), own);
    expect([frame.retention?.left[0], frame.startDays?.[0]]).toEqual([1, day("2023-01-01")]);
    expect(outcome(frame, "ACV")).toBe(900);
    expect(outcome(frame, "First MRR")).toBe(100);
  });
});
