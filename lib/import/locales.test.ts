import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  currencyOf,
  type DateOrder,
  type DecimalMark,
  isMissing,
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
  ["pl-PL", "comma", "day first", "PLN"],
  ["ja-JP", "point", "month first", "JPY"],
  ["en-IN", "point", "day first", "INR"],
  ["de-AT", "comma", "day first", "EUR"],
  ["es-MX", "point", "day first", "MXN"],
  ["pt-PT", "comma", "day first", "EUR"],
  ["en-CA", "point", "month first", "CAD"],
  ["cs-CZ", "comma", "day first", "CZK"],
  ["da-DK", "comma", "day first", "DKK"],
  ["nb-NO", "comma", "day first", "NOK"],
  ["fi-FI", "comma", "day first", "EUR"],
  ["ko-KR", "point", "month first", "KRW"],
  ["zh-CN", "point", "month first", "CNY"],
];

const styles = ["standard", "accounting"] as const;

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
        const whole = format.resolvedOptions().maximumFractionDigits === 0;
        const told = whole ? Math.trunc(value / 100) : value / 100;
        const text = format.format(told);
        expect(readNumber(text, decimal)).toBeCloseTo(told, 6);
        if (currencyDisplay === "code") expect(currencyOf(text)).toBe(currency);
      }),
      { seed: 2 },
    );
  });

  test.each(styles)("negative amounts, %s, are read as such", (currencySign) => {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencySign });
    for (const value of [-1, -12, -1234, -1_234_567])
      expect(readNumber(format.format(value), decimal)).toBe(value);
  });

  test("other countries' amounts are read, and their currency named where its sign tells", () => {
    for (const foreign of ["USD", "EUR", "GBP", "JPY", "INR", "BRL", "CHF", "PLN", "CAD", "AUD", "CNY"]) {
      for (const currencyDisplay of ["symbol", "code"] as const) {
        const format = new Intl.NumberFormat(locale, {
          style: "currency",
          currency: foreign,
          currencyDisplay,
        });
        const text = format.format(-1234);
        expect([text, readNumber(text, decimal)]).toEqual([text, -1234]);
        const named = currencyOf(text);
        const own = /^[^A-Z]*[$¥][^A-Z]*$/.test(text.normalize("NFKC"));
        if (named !== null && !own) expect([text, named]).toEqual([text, foreign]);
      }
    }
  });

  test("percent is read", () => {
    const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (tenths) => {
        expect(readNumber(format.format(tenths / 1000), decimal)).toBeCloseTo(tenths / 10, 6);
      }),
      { seed: 6 },
    );
  });

  test("moments are read as their day", () => {
    for (const timeStyle of ["short", "medium"] as const) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "medium", timeStyle });
      for (const at of [0, 13.6 * 3_600_000, 86_400_000 * 200 + 59_000]) {
        const text = format.format(at);
        expect([text, readDate(text, order)]).toEqual([text, Math.floor(at / 86_400_000)]);
      }
    }
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

test.each<[string, DecimalMark, number | null]>([
  ["(1,234.50)", "point", -1234.5],
  ["$(1,234.50)", "point", -1234.5],
  ["(1.234,50) €", "comma", -1234.5],
  ["1.234,50-", "comma", -1234.5],
  ["EUR 1.234,50-", "comma", -1234.5],
  ["1\u00a0234,50\u00a0€", "comma", 1234.5],
  ["1\u2009234,50", "comma", 1234.5],
  ["1’234.50", "point", 1234.5],
  ["₹1,23,456.78", "point", 123_456.78],
  ["￥１，２３４", "point", 1234],
  ["%12,5", "comma", 12.5],
  ["3 Mio. €", "comma", 3e6],
  ["2 crore", "point", 2e7],
  ["-(5)", "point", null],
  ["0,125", "point", null],
  ["R5", "point", null],
])("the amount %s (%s) is %s", (text, decimal, value) => {
  expect(readNumber(text, decimal)).toBe(value);
});

test.each<[string, string]>([
  ["20250403", "2025-04-03"],
  ["45750", "2025-04-03"],
  ["45750.9", "2025-04-03"],
  ["1743638400", "2025-04-03"],
  ["1743638400123", "2025-04-03"],
  ["1. 4. 2025", "2025-04-01"],
  ["2025. 4. 3.", "2025-04-03"],
  ["3. dubna 2025", "2025-04-03"],
  ["2025年4月", "2025-04-01"],
])("digits alone: %s is the day %s", (text, iso) => {
  expect(readDate(text, null)).toBe(Date.parse(iso) / 86_400_000);
});

test.each(
  "N/A|n/a|-|—|null|#N/A|#NV|(blank)|(leer)|(vide)|keine Angabe|k.A.|Non renseigné|S/D|Brak danych|該当なし|--None--|0000-00-00".split(
    "|",
  ),
)("nothing is said by %s", (text) => {
  expect(isMissing(text)).toBe(true);
});

test.each("Unknown|none|unbekannt|inconnu|NC|NA|No|n|0|Nein|keine|Norway|Kansas|S".split("|"))(
  "something is said by %s",
  (text) => {
    expect(isMissing(text)).toBe(false);
  },
);
