import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { problemCsvLine, problemsCsvHead } from "#lib/import/problems-csv.ts";

test("problems are a table that a spreadsheet reads and never runs", () => {
  const issue = {
    ...{ uploadId: "", fileName: "a.csv", row: 7, column: "=cmd()", value: '-1,"x"', code: "number" },
    message: "It is not a number.",
  };
  const [head, line, whole]: string[][] = parse(
    problemsCsvHead + problemCsvLine(issue) + problemCsvLine({ ...issue, row: null, column: null }),
  );
  expect(head).toEqual(["File", "Row", "Column", "Value", "What is wrong"]);
  expect(line).toEqual(["a.csv", "7", "'=cmd()", '\'-1,"x"', "It is not a number."]);
  expect(whole?.slice(0, 3)).toEqual(["a.csv", "", ""]);
});
