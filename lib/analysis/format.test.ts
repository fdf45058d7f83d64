import fc from "fast-check";
import { expect, test } from "vitest";
import {
  daysOf,
  formatCount,
  formatExact,
  formatFixed,
  formatMonths,
  formatNumber,
  formatP,
  formatPEquation,
  formatPercent,
  formatPercents,
  formatWholePercent,
  isoDate,
  roundUp,
} from "#lib/analysis/format.ts";

test("figures as they are written everywhere", () => {
  expect(formatCount(1234567)).toBe("1,234,567");
  expect(formatCount(-1234.4)).toBe("−1,234");
  expect(formatPercent(0.57292)).toBe("57.3 %");
  expect(formatPercent(-0.00001)).toBe("0.0 %");
  expect(formatPercent(1)).toBe("100.0 %");
  expect(formatPercent(0.99951)).toBe("> 99.9 %");
  expect(formatPercent(0.99949)).toBe("99.9 %");
  expect(formatPercent(0.0004)).toBe("< 0.1 %");
  expect(formatPercents(0.0004, 0.9999)).toBe("0.0 to 100.0 %");
  expect(formatWholePercent(0.361)).toBe("36 %");
  expect(formatWholePercent(0.996)).toBe("> 99 %");
  expect(formatWholePercent(0.004)).toBe("< 1 %");
  expect(formatWholePercent(0)).toBe("0 %");
  expect(formatFixed(-3.04, 1)).toBe("−3.0");
  expect(formatNumber(0.041234)).toBe("0.0412");
  expect(formatNumber(64.7617)).toBe("64.8");
  expect(formatNumber(-3)).toBe("−3");
  expect(formatNumber(123456.7)).toBe("123,457");
  expect(formatExact(1234.5)).toBe("1,234.5");
  expect(formatExact(-0.25)).toBe("−0.25");
  expect(formatMonths(35)).toBe("35 months");
  expect(formatMonths(1)).toBe("1 month");
  expect(formatP(0.0004)).toBe("< 0.001");
  expect(formatP(0.0123)).toBe("0.012");
  expect(formatP(0.3)).toBe("0.30");
  expect(formatPEquation(0)).toBe("p < 0.001");
  expect(formatPEquation(1)).toBe("p = 1");
  expect(roundUp(1873)).toBe(1900);
  expect(roundUp(14)).toBe(14);
});

test("what is not a number is a dash", () => {
  for (const format of [formatCount, formatPercent, formatNumber, formatExact, formatP, formatMonths]) {
    expect(format(Number.NaN)).toBe("–");
    expect(format(Number.POSITIVE_INFINITY)).toBe("–");
  }
});

test("dates agree with the calendar in both directions", () => {
  expect(isoDate(0)).toBe("1970-01-01");
  expect(daysOf("2024-02-29")).toBe(19782);
  fc.assert(
    fc.property(fc.integer({ min: -200_000, max: 200_000 }), (days) => {
      const iso = isoDate(days);
      expect(daysOf(iso)).toBe(days);
      expect(iso).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
    }),
  );
});
