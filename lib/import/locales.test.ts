import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyOf, type DateOrder, type DecimalMark, readDate, readNumber } from "#lib/import/value.ts";

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
