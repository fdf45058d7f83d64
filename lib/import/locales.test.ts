import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  currencyOf,
  type DateOrder,
  type DecimalMark,
  readDate,
  readNumber,
  readYesNo,
} from "#lib/import/value.ts";

/** As the platform itself writes them. */
const locales: readonly [locale: string, decimal: DecimalMark, order: DateOrder, currency: string][] = [
  ["en-US", "point", "month first", "USD"],
  ["en-GB", "point", "day first", "GBP"],
  ["de-DE", "comma", "day first", "EUR"],
  ["de-CH", "point", "day first", "CHF"],
  ["fr-FR", "comma", "day first", "EUR"],
  ["es-ES", "comma", "day first", "EUR"],
  ["sv-SE", "comma", "day first", "SEK"],
  ["pt-BR", "comma", "day first", "BRL"],
  ["it-IT", "comma", "day first", "EUR"],
  ["nl-NL", "comma", "day first", "EUR"],
];

describe.each(locales)("as %s writes them", (locale, decimal, order, currency) => {
  const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

  test("numbers are read", () => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
    fc.assert(
      fc.property(cents, (value) => {
        expect(readNumber(format.format(value / 100), decimal)).toBeCloseTo(value / 100, 6);
      }),
      { seed: 1 },
    );
  });

  test.each(["symbol", "code"] as const)("amounts of money with their %s are read", (currencyDisplay) => {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
    fc.assert(
      fc.property(cents, (value) => {
        const text = format.format(value / 100);
        expect(readNumber(text, decimal)).toBeCloseTo(value / 100, 6);
        if (currencyDisplay === "code") expect(currencyOf(text)).toBe(currency);
      }),
      { seed: 2 },
    );
  });

  test.each(["full", "long", "medium"] as const)("dates in words, %s, are read", (dateStyle) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29_000 }), (day) => {
        expect(readDate(format.format(day * 86_400_000), order)).toBe(day);
      }),
      { seed: 4 },
    );
  });

  test("months without a day are read as their first", () => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
        expect(readDate(format.format(date), order)).toBe(first);
      }),
      { seed: 5 },
    );
  });

  test("dates are read", () => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC" });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29_000 }), (day) => {
        expect(readDate(format.format(day * 86_400_000), order)).toBe(day);
      }),
      { seed: 3 },
    );
  });
});

test.each<[string, string]>([
  ["3. April 2025", "2025-04-03"],
  ["1er mars 2025", "2025-03-01"],
  ["Do., 3. Apr. 2025", "2025-04-03"],
  ["3-Apr-25", "2025-04-03"],
  ["3 de mayo de 2025", "2025-05-03"],
  ["03/avr./2025", "2025-04-03"],
  ["3 mrt 2025", "2025-03-03"],
  ["3 März 2025 um 14:30 Uhr", "2025-03-03"],
  ["3 mars 2025 à 14h30", "2025-03-03"],
  ["2025年4月3日", "2025-04-03"],
  ["Apr-25", "2025-04-01"],
  ["04/2025", "2025-04-01"],
  ["2025-04", "2025-04-01"],
  ["2025-03-31T23:30:00-05:00", "2025-03-31"],
  ["2025-03-31 23:30:00 UTC+2", "2025-03-31"],
  ["2025-03-31 23:30 CEST", "2025-03-31"],
  ["31.03.2025 23.30", "2025-03-31"],
  ["3 Apr 2025 2:05 p. m.", "2025-04-03"],
])("%s is the day %s", (text, iso) => {
  expect(readDate(text, null)).toBe(Date.parse(iso) / 86_400_000);
});

test.each([
  "11-1000",
  "1-5000",
  "jui 2025",
  "Marketing 5 2024",
  "Decker 12, 2024",
  "31 juin 2025",
  "13/2025",
  "Mai 25",
  "3 de 2025",
])("%s is no date", (text) => {
  expect(readDate(text, "day first")).toBeNull();
});

test.each<[string, boolean | null]>([
  ["Sì", true],
  ["Nee", false],
  ["NEJ", false],
  ["Verdadero", true],
  ["Falso", false],
  ["いいえ", false],
  ["да", true],
  ["✓", true],
  ["maybe", null],
])("yes and no: %s", (text, yes) => {
  expect(readYesNo(text)).toBe(yes);
});
