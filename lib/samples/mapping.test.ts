import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { Issue } from "#lib/import/issue.ts";
import { type Mapping, mappingProblems, mappingSchema } from "#lib/import/mapping.ts";
import { createRowReader } from "#lib/import/read-row.ts";
import { customersCsv, eightQuartersMarket } from "#lib/samples/eight-quarters.ts";
import { eightQuartersMapping, securityStartupMapping } from "#lib/samples/mapping.ts";
import { securityStartupCsv } from "#lib/samples/security-startup.ts";

const read = (text: string): string[][] => parse(text);
const cases: readonly [string, string, Mapping][] = [
  ["security start-up", securityStartupCsv(), securityStartupMapping],
  ["eight quarters", customersCsv(eightQuartersMarket()), eightQuartersMapping],
];

test.each(cases)("%s: every row is read under its mapping without a problem", (_, text, mapping) => {
  const [headings = [], ...rows] = read(text);
  expect(mappingSchema.parse(mapping).columns.map(({ heading }) => heading)).toEqual(headings);
  expect(mappingProblems(mapping)).toEqual([]);
  const issues: Issue[] = [];
  const reader = createRowReader(mapping, "0".repeat(64));
  const accounts = rows.map((cells, index) =>
    reader.read({ number: index + 2, cells, suspect: false }, issues),
  );
  expect(issues).toEqual([]);
  expect(accounts.every((account) => account?.identity.startsWith("domain:"))).toBe(true);
  expect(new Set(accounts.map((account) => account?.identity)).size).toBe(rows.length);
});

test("“None” in the CRM column is an answer, “N/A” is a gap", () => {
  const [, ...rows] = read(cases[1]![1]);
  const reader = createRowReader(eightQuartersMapping, "0".repeat(64));
  const at = reader.attributes.findIndex(({ name }) => name === "CRM");
  const industry = reader.attributes.findIndex(({ name }) => name === "Industry");
  const accounts = rows.map((cells, index) => reader.read({ number: index + 2, cells, suspect: false }, []));
  expect(accounts.some((account) => account?.values[at] === "None")).toBe(true);
  expect(accounts.some((account) => account?.values[industry] === null)).toBe(true);
});
