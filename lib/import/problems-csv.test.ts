import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { problemCsvLine, problemsCsvHead } from "#lib/import/problems-csv.ts";

test("problems are a table that a spreadsheet reads and never runs", () => {
  const issue = { row: 7, column: "=cmd()", value: '-1,"x"', kind: "number", accepted: "a number" } as const;
  const [head, line]: string[][] = parse(problemsCsvHead + problemCsvLine(issue));
  expect(head).toEqual(["Row", "Column", "Value", "What is wrong", "What would be accepted"]);
  expect(line).toEqual(["7", "'=cmd()", '\'-1,"x"', '“-1,"x"” is not a number.', "a number"]);
});
