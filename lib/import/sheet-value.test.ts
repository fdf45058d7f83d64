import { expect, test } from "vitest";
import { sheetFormat, sheetNumber } from "#lib/import/sheet-value.ts";
import { currencyOf, readNumber } from "#lib/import/value.ts";

test.each<[string, string]>([
  ['"$"#,##0.00', "USD"],
  ["$#,##0_);($#,##0)", "USD"],
  ["[$€-407] #,##0.00", "EUR"],
  ["#,##0.00 [$€-407]", "EUR"],
  ['_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-', "EUR"],
  ["[$USD] #,##0.00", "USD"],
  ["[$CHF-807] #,##0", "CHF"],
  ["[$£-809]#,##0.00", "GBP"],
  ["[$$-1009]#,##0.00", "CAD"],
  ["[$$-C09]#,##0.00", "AUD"],
  ["[$kr-41D] #,##0", "SEK"],
  ["#,##0.00 [$zł-415]", "PLN"],
  ['#,##0 "PLN"', "PLN"],
])("the format %s says that an amount is in %s", (code, currency) => {
  const text = sheetNumber("1054.5", sheetFormat(164, code), false);
  expect(currencyOf(text)).toBe(currency);
  expect(readNumber(text, "point")).toBe(1054.5);
  const less = sheetNumber("-12", sheetFormat(164, code), false);
  expect(currencyOf(less)).toBe(currency);
  expect(readNumber(less, "point")).toBe(-12);
});

test.each([["#,##0.00"], ["[$-409]#,##0"], ['0 "seats"'], ['"Q"0'], ["[Red]0.00"], ["General"], ["0.0E+0"]])(
  "the format %s names no currency",
  (code) => {
    expect(sheetNumber("1054.5", sheetFormat(164, code), false)).toBe("1054.5");
  },
);

test("dates, times and percentages stay what they are, also with the language of their format", () => {
  expect(sheetFormat(164, "[$-409]d\\-mmm\\-yy")).toBe("date");
  expect(sheetFormat(164, "[$-F400]h:mm:ss")).toBe("time");
  expect(sheetFormat(164, "0.0%")).toBe("percent");
});
