import fc from "fast-check";
import { expect, test } from "vitest";
import { byRange, isInRange, liesWithin, readRange } from "#lib/accounts/range.ts";

test.each<[string, number | null, number | null]>([
  ["51-200", 51, 200],
  ["201–500", 201, 500],
  ["51 to 200", 51, 200],
  ["from 51 to 200", 51, 200],
  ["between 51 and 200", 51, 200],
  ["50 bis 99", 50, 99],
  ["de 10 à 49 salariés", 10, 49],
  ["entre 51 y 200", 51, 200],
  ["1-10 employees", 1, 10],
  ["10人~50人", 10, 50],
  ["１－１０", 1, 10],
  ["10,001+", 10_001, null],
  ["10.001+", 10_001, null],
  ["1,000 or more", 1000, null],
  ["over 500", 500, null],
  ["≥ 1.000", 1000, null],
  ["mehr als 500", 500, null],
  ["1000 et plus", 1000, null],
  ["<50", null, 50],
  ["< 10", null, 10],
  ["up to 50", null, 50],
  ["moins de 10", null, 10],
  ["$1M - $10M", 1e6, 1e7],
  ["$1-10M", 1e6, 1e7],
  ["500k-1M", 5e5, 1e6],
  ["1M+", 1e6, null],
  ["over $1 billion", 1e9, null],
  ["1,5-2,5 Mio. EUR", 1.5e6, 2.5e6],
  ["1.001 - 5.000 Mitarbeiter", 1001, 5000],
  ["1\u202f001–5\u202f000", 1001, 5000],
  ["1,00,000-5,00,000", 1e5, 5e5],
  ["10-20 %", 10, 20],
  ["Mid-market (51-200)", 51, 200],
  ["SMB: 11-50", 11, 50],
  ["10-Jan", 1, 10],
  ["Nov-50", 11, 50],
  ["120", 120, 120],
  ["1,200", 1200, 1200],
])("%s is the range from %s to %s", (text, from, to) => {
  expect(readRange(text)).toEqual({ from, to });
});

test.each([
  "12-2024",
  "2024-2025",
  "2024-05",
  "2025-04-03",
  "1-10-2024",
  "03.04.2025",
  "10:30-11:45",
  "555-1234",
  "212-555-1234",
  "+49 30 123456",
  "030-1234567",
  "010-020",
  "9-5",
  "24-7",
  "1-1",
  "51-200 Main Street",
  "5 of 10",
  "v2-5",
  "AWS",
  "-",
  "",
  "+",
  "<",
  "200-",
  "-5",
  "2-Mar",
])("%s is no range", (text) => {
  expect(readRange(text)).toBeNull();
});

const ends = fc
  .tuple(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 1, max: 5_000_000 }))
  .map(([from, more]) => ({ from, to: from + more }));

test("any range is read back in any of the ways it is written, in any locale", () => {
  const joiner = fc.constantFrom(" - ", " – ", "–", " to ", " bis ", " ~ ");
  const locale = fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH", "pt-BR", "en-IN", "ja-JP", "es-ES");
  fc.assert(
    fc.property(ends, joiner, locale, ({ from, to }, join, where) => {
      const say = (value: number) => value.toLocaleString(where);
      // Bare digits with a dash between them may be years.
      fc.pre(join !== "–" || from > 2100);
      expect(readRange(`${say(from)}${join}${say(to)}`)).toEqual({ from, to });
      expect(readRange(`${say(to)}+`)).toEqual({ from: to, to: null });
      expect(readRange(`< ${say(to)}`)).toEqual({ from: null, to });
    }),
    { seed: 1 },
  );
});

test("no text makes it fail, and what is read has its ends in order", () => {
  const signs = fc.constantFrom(..."0159-–+<>≥ .,kKmM$€%()toandbis");
  fc.assert(
    fc.property(fc.string({ unit: signs, maxLength: 30 }), (text) => {
      const range = readRange(text);
      if (range?.from != null && range.to != null) expect(range.from).toBeLessThanOrEqual(range.to);
    }),
    { numRuns: 3000, seed: 2 },
  );
});

test("a rule about numbers is certain of a range that lies wholly inside or outside, and of no other", () => {
  fc.assert(
    fc.property(ends, ends, fc.nat(), (range, asked, place) => {
      const inside = range.from + (place % (range.to - range.from + 1));
      const answer = liesWithin(range, asked.from, asked.to);
      // Ends that meet are one cut.
      if (inside === asked.to || inside === asked.from) return;
      const held = inside >= asked.from && inside < asked.to;
      if (answer !== null) expect(answer).toBe(held);
    }),
    { seed: 3 },
  );
  expect(liesWithin({ from: 51, to: 200 }, 51, 201)).toBe(true);
  expect(liesWithin({ from: 201, to: 500 }, 51, 201)).toBe(false);
  expect(liesWithin({ from: 51, to: 200 }, 100, null)).toBeNull();
  expect(liesWithin({ from: 1e6, to: 1e7 }, 1e6, 1e7)).toBe(true);
  expect(liesWithin({ from: 1e7, to: 5e7 }, 1e6, 1e7)).toBe(false);
  expect(liesWithin({ from: 10_001, to: null }, 1000, null)).toBe(true);
  expect(liesWithin({ from: null, to: 50 }, 10, 50)).toBeNull();
});

test("a number is in the range that holds it, ends included", () => {
  const wanted = { from: 51, to: 200 };
  const at = (value: number) => isInRange({ from: value, to: value }, wanted);
  expect([50, 51, 120, 200, 201].map(at)).toEqual([false, true, true, true, false]);
  expect(isInRange({ from: 100, to: 300 }, wanted)).toBeNull();
});

test("texts stand in the order of their ranges", () => {
  const texts = ["10,001+", "1-10", "odd", "<1", "51-200", "11-50", "30"];
  expect(texts.sort(byRange)).toEqual(["<1", "1-10", "11-50", "30", "51-200", "10,001+", "odd"]);
});

test("a plain number is its own two ends, however it is come by", () => {
  const decimals = fc.tuple(fc.nat(10_000_000), fc.constantFrom("", ".5", ".25", ".07", ".0", ".00"));
  fc.assert(
    fc.property(decimals, ([whole, part]) => {
      const text = `${whole}${part}`;
      expect(readRange(text)).toEqual({ from: Number(text), to: Number(text) });
      expect(readRange(` ${text} `)).toEqual(readRange(text));
    }),
  );
});
