import fc from "fast-check";
import { expect, test } from "vitest";
import {
  currencyOf,
  isMissing,
  isoDate,
  readDate,
  readList,
  readNumber,
  readYesNo,
} from "#lib/import/value.ts";

test.each([
  ["1,054.00", "point", 1054],
  ["USD 1,054.00", "point", 1054],
  ["$1,054", "point", 1054],
  ["-$12.50", "point", -12.5],
  ["$-12.50", "point", -12.5],
  ["(12.50)", "point", -12.5],
  ["1.234,56 €", "comma", 1234.56],
  ["1.234", "comma", 1234],
  ["1.234", "point", 1.234],
  ["1 234,5", "comma", 1234.5],
  ["1\u202f234,5", "comma", 1234.5],
  ["1'234.5", "point", 1234.5],
  ["45 %", "point", 45],
  ["4,5%", "comma", 4.5],
  ["1.2M", "point", 1_200_000],
  ["15k", "point", 15_000],
  ["2e3", "point", 2000],
  ["−7", "point", -7],
  ["+7", "point", 7],
  ["1,05,400", "point", 105_400],
  [".5", "point", 0.5],
  ["0", "point", 0],
] as const)("reads %s (%s) as %d", (text, decimal, value) => {
  expect(readNumber(text, decimal)).toBe(value);
});

test.each([
  "51-200",
  "10,001+",
  "1,2,3",
  "12,34",
  "1e999",
  "twelve",
  "AWS",
  "2025-04-03",
  "1..2",
  "$",
  "%",
  "--5",
])("does not take %s for a number", (text) => {
  expect(readNumber(text, "point")).toBeNull();
});

test("any number written the usual way is read back", () => {
  const amount = fc.double({ min: -1e12, max: 1e12, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(amount, fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH"), (value, locale) => {
      const text = value.toLocaleString(locale, { maximumFractionDigits: 3 });
      const decimal = locale === "de-DE" || locale === "fr-FR" ? "comma" : "point";
      expect(readNumber(text, decimal)).toBeCloseTo(Math.round(value * 1000) / 1000, 2);
    }),
  );
});

test("names the currency of an amount", () => {
  expect(currencyOf("1.234,56 €")).toBe("EUR");
  expect(currencyOf("USD 1,054.00")).toBe("USD");
  expect(currencyOf("-$5")).toBe("USD");
  expect(currencyOf("(£5)")).toBe("GBP");
  expect(currencyOf("5")).toBeNull();
});

test.each([
  ["2025-04-03", null, "2025-04-03"],
  ["2025-04-03T23:30:00-05:00", null, "2025-04-03"],
  ["2025-04-03 10:00:00 UTC", null, "2025-04-03"],
  ["2025/4/3", null, "2025-04-03"],
  ["2025-04", null, "2025-04-01"],
  ["03/04/2025", "day first", "2025-04-03"],
  ["03/04/2025", "month first", "2025-03-04"],
  ["3/4/25 1:05 PM", "month first", "2025-03-04"],
  ["03.04.2025", null, "2025-04-03"],
  ["3 Apr 2025", null, "2025-04-03"],
  ["03-Apr-2025", null, "2025-04-03"],
  ["April 3, 2025", null, "2025-04-03"],
  ["Apr 3rd, 2025", null, "2025-04-03"],
  ["29 Feb 2024", null, "2024-02-29"],
  ["1/2/99", "day first", "1999-02-01"],
] as const)("reads the date %s (%s) as %s", (text, order, iso) => {
  const days = readDate(text, order);
  expect(days === null ? null : isoDate(days)).toBe(iso);
});

test.each([
  ["03/04/2025", null],
  ["31/04/2025", "day first"],
  ["13/13/2025", "month first"],
  ["2023-02-29", null],
  ["2025-00-10", null],
  ["soon", null],
  ["51-200", "day first"],
  ["12345", null],
  ["3 Foo 2025", null],
] as const)("does not take %s (%s) for a date", (text, order) => {
  expect(readDate(text, order)).toBeNull();
});

test("every day is read back in every order it can be written in", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 40_000 }), (days) => {
      const [year, month, day] = isoDate(days).split("-");
      expect(readDate(`${day}/${month}/${year}`, "day first")).toBe(days);
      expect(readDate(`${month}/${day}/${year}`, "month first")).toBe(days);
      expect(readDate(`${year}-${month}-${day}`, null)).toBe(days);
    }),
  );
});

test("knows the tokens for missing, and leaves answers alone", () => {
  for (const token of ["", "N/A", "-", "null", "NaN", "—", "#N/A"]) expect(isMissing(token)).toBe(true);
  for (const word of ["Unknown", "none", "No", "0", "NA"]) expect(isMissing(word)).toBe(false);
  expect(isMissing("TBD", new Set(["tbd"]))).toBe(true);
});

test("reads yes and no in several spellings, and lists", () => {
  expect(["Yes", "TRUE", "1", "ja", "Oui"].map(readYesNo)).toEqual([true, true, true, true, true]);
  expect(["No", "false", "0", "nein"].map(readYesNo)).toEqual([false, false, false, false]);
  expect(readYesNo("No internet service")).toBeNull();
  expect(readList("AWS; Okta;;AWS;N/A", ";")).toEqual(["AWS", "Okta"]);
});
