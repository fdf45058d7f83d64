import fc from "fast-check";
import { expect, test } from "vitest";
import { dateBands, numberBands } from "#lib/analysis/bands.ts";
import { daysOf } from "#lib/analysis/format.ts";

const labels = (bands: readonly { label: string }[]) => bands.map((band) => band.label);

test("quintiles with cuts people remember", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => 18.25 + i * 0.1003);
  expect(labels(numberBands("Monthly charges", values))).toEqual([
    "under 38",
    "38 to under 58",
    "58 to under 78",
    "78 to under 98",
    "98 and more",
  ]);
});

test("a spike of equal values stays in one band", () => {
  const values = Float64Array.from({ length: 400 }, (_, i) => (i < 300 ? 0 : i));
  const [first] = numberBands("Tickets", values);
  expect(first).toMatchObject({ from: null, label: "under 300" });
});

test("usual bands only where they divide", () => {
  const tiny = Float64Array.from({ length: 100 }, (_, i) => 1 + (i % 9));
  expect(labels(numberBands("Employees", tiny))).not.toContain("under 10");
  const millions = Float64Array.from({ length: 100 }, (_, i) => (i + 1) * 1e6);
  expect(labels(numberBands("Annual revenue", millions))).toContain("50,000,000 to 99,999,999");
});

test("years carry no comma", () => {
  const founded = Float64Array.from({ length: 120 }, (_, i) => 1990 + (i % 30));
  expect(labels(numberBands("Founded", founded)).join(" ")).not.toContain(",");
});

test("long spans of dates become years, the oldest together", () => {
  const dates = Float64Array.from({ length: 20 }, (_, i) => daysOf(`${2005 + i}-06-01`));
  expect(labels(dateBands(dates))).toEqual([
    "before 2018",
    "2018",
    "2019",
    "2020",
    "2021",
    "2022",
    "2023",
    "2024",
  ]);
});

test("bands cover every number once and hold at least one each", () => {
  const numbers = fc.array(
    fc.oneof(fc.integer({ min: -5, max: 40 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
    {
      minLength: 1,
      maxLength: 300,
    },
  );
  fc.assert(
    fc.property(numbers, fc.constantFrom("x", "Employees", "Revenue"), (values, name) => {
      const bands = numberBands(name, Float64Array.from(values));
      const inside = values.map(
        (value) =>
          bands.filter(({ from, to }) => (from === null || value >= from) && (to === null || value < to))
            .length,
      );
      expect(inside.every((count) => count === 1)).toBe(true);
      for (const { from, to } of bands) {
        expect(values.some((value) => (from === null || value >= from) && (to === null || value < to))).toBe(
          true,
        );
      }
    }),
  );
});
