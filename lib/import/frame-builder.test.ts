import fc from "fast-check";
import { expect, test } from "vitest";
import type { Attribute } from "#lib/accounts/attribute.ts";
import { decodeFrame, frameParts } from "#lib/accounts/frame-codec.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { createFrameBuilder, type SourceShape } from "#lib/import/frame-builder.ts";
import type { CellValue } from "#lib/import/read-cell.ts";
import type { AccountRow } from "#lib/import/read-row.ts";
import { readRetention } from "#lib/import/retention.ts";
import { readDate } from "#lib/import/value.ts";

const attribute = (name: string, type: Attribute["type"]): Attribute => ({
  name,
  type,
  dimension: "budget",
  knownAt: "deal",
});
const attributes = [
  attribute("Plan", "text"),
  attribute("Seats", "number"),
  attribute("Stack", "list"),
  attribute("Since", "date"),
];
const outcomes = [{ name: "ACV", kind: "value", better: "higher" }] as const;
const shape: SourceShape = { attributes, outcomes, retention: { status: true, end: false, tenure: true } };
const id = (i: number) => `01890000-0000-7000-8000-${String(i).padStart(12, "0")}`;

const row = (values: readonly CellValue[], more: Partial<AccountRow> = {}): AccountRow => ({
  rowNumber: 2,
  identity: "id:1",
  name: "One",
  domain: null,
  values,
  outcomes: [Number.NaN],
  status: null,
  start: Number.NaN,
  end: Number.NaN,
  tenure: Number.NaN,
  ...more,
});

test("rows become columns, missing stays missing", () => {
  const builder = createFrameBuilder(attributes, outcomes);
  const source = builder.source(shape);
  builder.begin(id(1));
  builder.put(
    source,
    row(["Pro", 5, ["AWS", "Okta"], 100], { outcomes: [12], status: "left", tenure: 7, start: 50 }),
  );
  builder.begin(id(2));
  builder.put(source, row([null, null, null, null]));
  builder.begin(id(3));
  builder.put(source, row(["Pro", 6, [], 101], { status: "stayed", tenure: 0 }));
  const frame = builder.finish(() => 1000);
  expect(frame.accountIds).toEqual([id(1), id(2), id(3)]);
  expect(frame.columns).toMatchObject([
    { kind: "category", dictionary: ["Pro"], codes: Int32Array.of(0, -1, 0) },
    { kind: "number", values: Float64Array.of(5, Number.NaN, 6) },
    {
      kind: "list",
      dictionary: ["AWS", "Okta"],
      offsets: Int32Array.of(0, 2, 2, 2),
      codes: Int32Array.of(0, 1),
      missing: Uint8Array.of(0, 1, 0),
    },
    { kind: "number", values: Float64Array.of(100, Number.NaN, 101) },
  ]);
  expect(frame.retention).toEqual({
    left: Uint8Array.of(1, 2, 0),
    months: Float64Array.of(7, Number.NaN, 0),
  });
  expect(frame.outcomes[0]?.values).toEqual(Float64Array.of(12, Number.NaN, Number.NaN));
  expect(frame.startDays).toEqual(Float64Array.of(50, Number.NaN, Number.NaN));
});

test("a newer import overrides the columns it has, and only those; types are brought into line", () => {
  const builder = createFrameBuilder(
    [attribute("Plan", "text"), attribute("Seats", "text"), attribute("Size", "number")],
    [],
  );
  const older = builder.source({
    attributes: [attribute("Plan", "text"), attribute("Seats", "number"), attribute("Size", "text")],
    outcomes: [],
    retention: null,
  });
  const newer = builder.source({ attributes: [attribute("Plan", "text")], outcomes: [], retention: null });
  builder.begin(id(1));
  builder.put(older, row(["Basic", 5, "1,200"]));
  builder.put(newer, row(["Pro"]));
  builder.begin(id(2));
  builder.put(older, row(["Basic", null, "big"]));
  builder.put(newer, row([null]));
  const frame = builder.finish(() => 0);
  expect(frame.columns).toMatchObject([
    { dictionary: ["Basic", "Pro"], codes: Int32Array.of(1, -1) },
    { dictionary: ["5"], codes: Int32Array.of(0, -1) },
    { values: Float64Array.of(1200, Number.NaN) },
  ]);
  expect(frame.retention).toBeNull();
  expect(frame.startDays).toBeNull();
});

const cell = (type: Attribute["type"]): fc.Arbitrary<CellValue> => {
  if (type === "number")
    return fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
  if (type === "date") return fc.oneof(fc.constant(null), fc.integer({ min: -40_000, max: 40_000 }));
  if (type === "list") return fc.oneof(fc.constant(null), fc.uniqueArray(fc.string()));
  return fc.oneof(fc.constant(null), fc.string({ unit: "grapheme" }));
};

test("a frame survives being stored, whatever the alignment and order of its parts", () => {
  const rows = fc.array(
    fc.tuple(
      ...attributes.map(({ type }) => cell(type)),
      fc.double(),
      fc.constantFrom("left", "stayed", null),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 7 }), (cells, shift) => {
      const builder = createFrameBuilder(attributes, outcomes);
      const source = builder.source(shape);
      cells.forEach(([a, b, c, d, outcome, status], i) => {
        builder.begin(id(i));
        builder.put(
          source,
          row([a, b, c, d] as CellValue[], {
            outcomes: [outcome as number],
            status: status as "left",
            tenure: i,
            start: i * 2,
          }),
        );
      });
      const frame = builder.finish(() => 1000);
      const parts = [...frameParts(frame)].map(({ key, bytes }) => {
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        return { key, bytes: moved.subarray(shift) };
      });
      expect(decodeFrame(parts.reverse())).toEqual(frame);
    }),
  );
});

test("parts without accounts are no frame, and foreign bytes are refused", () => {
  expect(decodeFrame([])).toBeNull();
  expect(() => decodeFrame([{ key: "@accounts", bytes: new Uint8Array(64) }])).toThrow("no part of a frame");
});

const day = (iso: string) => readDate(iso, null) ?? Number.NaN;
const asOf = day("2026-01-01");
const facts = { status: null, start: day("2025-01-01"), end: Number.NaN, tenure: Number.NaN };
const only = (has: "status" | "end" | "both") => ({
  status: has !== "end",
  end: has !== "status",
  tenure: false,
});

test("retention comes from status and tenure", () => {
  const tenure = { status: true, end: false, tenure: true };
  expect(readRetention({ ...facts, status: "left", tenure: 5 }, tenure, asOf)).toEqual({
    left: 1,
    months: 5,
  });
  expect(readRetention({ ...facts, status: "stayed", tenure: 0 }, tenure, asOf)).toEqual({
    left: 0,
    months: 0,
  });
  expect(readRetention({ ...facts, status: "stayed" }, tenure, asOf)).toEqual({
    left: 0,
    months: Number.NaN,
  });
  expect(readRetention({ ...facts, status: "neither", tenure: 5 }, tenure, asOf)).toEqual({
    left: 2,
    months: Number.NaN,
  });
});

test("retention comes from start and end dates, followed to the day the data was taken", () => {
  const year = 365 / daysPerMonth;
  expect(readRetention(facts, only("end"), asOf)).toEqual({ left: 0, months: year });
  expect(readRetention({ ...facts, end: day("2025-07-02") }, only("end"), asOf)).toEqual({
    left: 1,
    months: 182 / daysPerMonth,
  });
  expect(readRetention({ ...facts, end: day("2026-07-02") }, only("end"), asOf)).toEqual({
    left: 0,
    months: year,
  });
  expect(readRetention({ ...facts, start: day("2026-02-01") }, only("end"), asOf)).toEqual({
    left: 2,
    months: Number.NaN,
  });
  expect(readRetention({ ...facts, start: Number.NaN }, only("end"), asOf)).toEqual({
    left: 0,
    months: Number.NaN,
  });
});

test("the status decides where there are both, and who left is known even where the time is not", () => {
  expect(
    readRetention({ ...facts, status: "stayed", end: day("2025-07-02") }, only("both"), asOf),
  ).toMatchObject({ left: 0 });
  expect(readRetention({ ...facts, status: "left", end: day("2025-07-02") }, only("both"), asOf)).toEqual({
    left: 1,
    months: 182 / daysPerMonth,
  });
  expect(readRetention({ ...facts, status: "left" }, only("status"), asOf)).toEqual({
    left: 1,
    months: Number.NaN,
  });
  expect(readRetention({ ...facts, end: day("2025-07-02") }, only("both"), asOf)).toMatchObject({ left: 1 });
  expect(readRetention(facts, only("both"), asOf)).toMatchObject({ left: 2 });
});
