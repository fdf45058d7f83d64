import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { namedTable } from "#lib/compute/named-table.ts";
import { openTable } from "#lib/compute/open-table.ts";
import { createFrameBuilder } from "#lib/import/frame-builder.ts";
import { type Issue, sentenceOfIssue } from "#lib/import/issue.ts";
import { mappingProblems } from "#lib/import/mapping.ts";
import { createRowReader } from "#lib/import/read-row.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";
import { createRepeatCheck } from "#lib/import/repeated.ts";
import { understand } from "#lib/import/understand.ts";
import { securityStartupCsv } from "#lib/samples/security-startup.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tables-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, "table.csv");
  await writeFile(path, content);
  return path;
}

async function openNamed(path: string) {
  const opened = await openTable(path);
  return opened.ok ? { ...namedTable(opened.table), encoding: opened.table.encoding } : opened;
}

async function refused(content: string | Uint8Array): Promise<string> {
  const opened = await openNamed(await file(content));
  return opened.ok ? "not refused" : sentenceOfRefusal(opened.refusal);
}

/** Reads a whole file as it would be imported, from what is guessed. */
async function readAll(path: string) {
  const opened = await openNamed(path);
  if (!opened.ok) throw new Error(sentenceOfRefusal(opened.refusal));
  const { table, encoding } = opened;
  const guess = understand(table.headings, table.sample, table.layout.delimiter);
  const reader = createRowReader(guess.mapping, "0".repeat(64));
  const builder = createFrameBuilder(reader.attributes, reader.outcomes);
  const source = builder.source(reader);
  const repeated = createRepeatCheck(null);
  const issues: Issue[] = [];
  const cells: (readonly string[])[] = [];
  for await (const { rows } of table.data()) {
    for (const row of rows) {
      cells.push(row.cells);
      const account = reader.read(row, issues);
      if (account === null || repeated(account, issues)) continue;
      builder.begin(`00000000-0000-7000-8000-${String(row.number).padStart(12, "0")}`);
      builder.put(source, account);
    }
  }
  return { ...guess, table, encoding, issues, cells, frame: builder.finish(() => 20_000) };
}

test("files that are no table are refused, each with a sentence that says what to do", async () => {
  expect(await refused("")).toBe("The file is empty. Export it again, and choose the new file.");
  expect(await refused("  \n\n ")).toContain("The file is empty.");
  expect(await refused("\ufeff")).toContain("The file is empty.");
  expect(await refused(Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2]))).toContain("This Excel file is damaged.");
  expect(await refused(Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 256))).toContain(
    "not a table of text",
  );
  expect(await refused("a,b,c\n")).toBe("The file has headings, but no row below them.");
  expect(await refused("a,b,a\n1,2,3\n")).toContain("Columns 1 and 3 are both called “a”.");
  expect(await refused(`${Array.from({ length: 2000 }, (_, i) => `c${i}`).join(",")}\n1\n`)).toContain(
    "2,000 columns; up to 500",
  );
  expect(await refused('"a,b\n1,2\n')).toContain("A quotation mark opens in the headings and never closes");
});

test.each([
  ["UTF-8", Buffer.from("Name,Größe\nMüller,5\n", "utf8"), "utf-8"],
  ["UTF-8 with a mark", Buffer.from("\ufeffName,Größe\nMüller,5\n", "utf8"), "utf-8"],
  ["UTF-16", Buffer.from("\ufeffName,Größe\nMüller,5\n", "utf16le"), "utf-16le"],
  ["UTF-16, big end first", Buffer.from("\ufeffName,Größe\nMüller,5\n", "utf16le").swap16(), "utf-16be"],
  ["Latin-1", Buffer.from("Name,Größe\nMüller,5\n", "latin1"), "windows-1252"],
])("%s is read as it was written", async (_, bytes, encoding) => {
  const { table, cells, encoding: found } = await readAll(await file(bytes));
  expect(found).toBe(encoding);
  expect(table.headings).toEqual(["Name", "Größe"]);
  expect(cells).toEqual([["Müller", "5"]]);
});

test("Latin-1 is recognised when its first letter beyond ASCII comes after the first megabyte", async () => {
  const line = "Firm,5\n";
  const lines = line.repeat(200_000);
  const { encoding, cells } = await readAll(
    await file(Buffer.from(`Name,Seats\n${lines}M\u00fcller,6\n`, "latin1")),
  );
  expect(encoding).toBe("windows-1252");
  expect(cells.length).toBe(200_001);
  expect(cells.at(-1)).toEqual(["Müller", "6"]);
});

test("ragged rows, a cell of a megabyte and a heading __proto__ are each told, and the other rows are read", async () => {
  const text = `id,__proto__,Churn\n1,x,Yes\n2,y\n3,${"z".repeat(1_000_000)},No\n4,x,No,5\n5,"q\nr",No\n`;
  const { issues, frame } = await readAll(await file(text));
  expect(issues.map(sentenceOfIssue)).toEqual([
    "Row 3: The row has 2 cells. Accepted: 3 cells, as many as there are headings.",
    "Row 4, “__proto__”: The cell has 1,000,000 characters. Accepted: up to 100,000 characters.",
    "Row 5: The row has 4 cells. Accepted: 3 cells, as many as there are headings.",
  ]);
  expect(frame.accountIds.length).toBe(3);
  expect(frame.columns[0]).toMatchObject({ attribute: { name: "__proto__" }, dictionary: ["x", "q\nr"] });
});

test("a first row larger than the usual sample is read whole, and headings alone are told from a cut row", async () => {
  const long = await readAll(await file(`id,note,Churn\n1,${"z".repeat(1_200_000)},No\n2,y,Yes\n3,y,No\n`));
  expect(long.issues.map(({ row, kind }) => [row, kind])).toEqual([[2, "cell too long"]]);
  expect(long.frame.accountIds.length).toBe(3);
  const opened = await openTable(await file(`id,note\n${"1,x\n".repeat(50_000)}`), {}, 4);
  expect(opened.ok && opened.table.head[0]?.cells).toEqual(["id", "note"]);
});

test("a quote left open in the middle costs its own row, and says where", async () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => `${i},x`);
  rows[200_000] = '200000,"x';
  const { issues } = await readAll(await file(`id,b\n${rows.join("\n")}\n`));
  expect(issues.map(sentenceOfIssue)).toEqual([
    "Row 200002, “b”: A quotation mark opens in the cell and never closes. Accepted: a mark that closes it.",
  ]);
});

test("the sample company is understood without a question", async () => {
  const { mapping, frame, issues } = await readAll(await file(securityStartupCsv()));
  expect(issues).toEqual([]);
  expect(mappingProblems(mapping)).toEqual([]);
  const roles = Object.fromEntries(mapping.columns.map(({ heading, role }) => [heading, role]));
  expect(roles).toMatchObject({
    Company: "name",
    "Start date": "start date",
    "End date": "end date",
    Status: "status",
    "Onboarding days": "outcome",
    "Expansion %": "outcome",
    ACV: "outcome",
    "Security owner": "attribute",
    Deployment: "attribute",
  });
  expect(frame.accountIds.length).toBe(50);
});

const telco = new URL("../../../shared/data/telco/Telco-Customer-Churn.csv", import.meta.url).pathname;

test.skipIf(!existsSync(telco))(
  "Telco (left out where ../shared is absent) is read whole: 7,043 customers, 1,869 left",
  async () => {
    const { mapping, frame, issues } = await readAll(telco);
    expect(issues).toEqual([]);
    expect(mappingProblems(mapping)).toEqual([]);
    expect(frame.accountIds.length).toBe(7043);
    expect(frame.retention?.left.reduce((sum, left) => sum + left, 0)).toBe(1869);
    expect(frame.retention?.months.filter((months) => months === 0).length).toBe(11);
    const byHeading = Object.fromEntries(mapping.columns.map((column) => [column.heading, column]));
    expect(byHeading.customerID?.role).toBe("identifier");
    expect(byHeading.Churn?.role).toBe("status");
    expect(byHeading.tenure).toMatchObject({ role: "tenure", unit: "months" });
    expect(byHeading.TotalCharges).toMatchObject({ role: "attribute", type: "number", knownAt: "customer" });
    expect(byHeading.Contract).toMatchObject({
      role: "attribute",
      dimension: "buying process",
      type: "text",
    });
    expect(byHeading.MonthlyCharges).toMatchObject({ type: "number", knownAt: "deal" });
    expect(byHeading.SeniorCitizen).toMatchObject({ type: "yes-no" });
    const total = frame.columns.find((column) => column.attribute.name === "TotalCharges");
    expect(total?.kind === "number" && total.values.filter(Number.isNaN).length).toBe(11);
  },
);
