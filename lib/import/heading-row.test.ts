import { describe, expect, test } from "vitest";
import { detectLayout } from "#lib/import/delimiter.ts";

const table = "Name;Seats;Since\nAcme;12,5;2024\nBirch;3;2025\nCedar;4;2025\n";

describe("the title of a report above the headings is passed over", () => {
  test.each<[string, string, number, number]>([
    ["one line", `Customers of 2025\n${table}`, 1, 1],

    ["five lines", `${"Title\n".repeat(5)}${table}`, 5, 5],
    ["a title with the other delimiter in it", `Customers, deals, and tickets\n\n${table}`, 2, 1],
    ["padded by a spreadsheet", `Customers;;\n;;\n${table}`, 2, 1],
    ["a title of two lines in marks", `"Customers\nof 2025"\n${table}`, 1, 1],
    ["after a hint of the separator", `sep=;\nCustomers\n${table}`, 2, 1],
  ])("%s", (_, text, rowsBefore, titles) => {
    expect(detectLayout(text)).toMatchObject({ delimiter: ";", rowsBefore, titles });
  });

  test("two cells above five columns are part of a title", () => {
    const wide = "Report,2025\nBy,Jo\n\nName,A,B,C,D\nx,1,2,3,4\n";
    expect(detectLayout(wide)).toMatchObject({ rowsBefore: 3, titles: 2 });
  });
});

test.each<[string, string]>([
  ["a short first row of a short file", "a\nb,c\n"],
  ["one column", "a\nb\nc\n"],
  ["numbers below a word", "total\n1,2\n3,4\n5,6\n"],
  ["rows of many widths", "a\nb,c\nd,e,f\ng,h,i,j\n"],
  ["a column of names with commas", "Name\nDoe, John\nRoe, Jane\nPoe, Edgar\n"],
  ["two cells above three columns", "Until;31 May\\nName;A;B\\nx;1;2\\ny;3;4\\n"],
  ["a list in the only heading that is filled", "id,tags\n1,a\n2,b\n"],
])("no title: %s", (_, text) => {
  expect(detectLayout(text)).toMatchObject({ rowsBefore: 0, titles: 0 });
});

test("the row of the headings can be said; a blank one stands for the next that is filled", () => {
  const text = `Customers\n\n${table}`;
  expect(detectLayout(text, { headingsRow: 1 })).toMatchObject({ rowsBefore: 0, titles: 0 });
  expect(detectLayout(text, { headingsRow: 2 })).toMatchObject({ rowsBefore: 2, titles: 1 });
  expect(detectLayout(text, { headingsRow: 4 })).toMatchObject({ rowsBefore: 3, titles: 2 });
});
