import { expect, test } from "vitest";
import type { FileUnderstood, SetPreview } from "#lib/import/import-set.ts";
import { stepAfter, stepsThrough } from "./steps-through.ts";
import type { Looked } from "./use-preview.ts";

const file = (tool: string, more: object = {}) =>
  ({ source: { tool }, refusal: null, columns: [], questions: [], ...more }) as unknown as FileUnderstood;
const seen = (rows: number, more: object = {}) =>
  ({
    whole: true,
    counts: [{ rows, footer: { lines: 0, texts: [] } }],
    joins: null,
    blocked: [],
    ...more,
  }) as unknown as SetPreview;
const looked = (files: readonly FileUnderstood[], preview?: SetPreview) =>
  ({ files, preview, busy: preview === undefined }) as unknown as Looked;

const own = file("own");
const all = ["files", "columns", "joins", "change"];
const alone = ["files", "columns", "change"];

test("joins are a step where there is something to join, and only there", () => {
  expect(stepsThrough(looked([own]), true)).toEqual(alone);
  expect(stepsThrough(looked([own], seen(3)), true)).toEqual(alone);
  expect(stepsThrough(looked([own]), false)).toEqual(all);
  expect(stepsThrough(looked([own, own]), true)).toEqual(all);
  expect(stepsThrough(looked([file("HubSpot")]), true)).toEqual(all);
  // What the server joins after all, the page shows.
  expect(stepsThrough(looked([own], seen(3, { joins: {} })), true)).toEqual(all);
});

test("of what holds nothing there is only the first step", () => {
  expect(stepsThrough(looked([file("own", { refusal: "No." })]), true)).toEqual(["files"]);
  expect(stepsThrough(looked([own], seen(0)), false)).toEqual(["files"]);
  expect(stepsThrough(looked([own, file("own", { refusal: "No." })]), true)).toEqual(all);
});

test("the way on passes columns of which nothing is asked", () => {
  const column = { heading: "Paid", doubt: "In cents?" };
  const next = (one: FileUnderstood, preview = seen(3)) => {
    const state = looked([one], preview);
    return stepAfter(stepsThrough(state, true), "files", state);
  };
  expect(next(own)).toBe("change");
  expect(next(file("own", { columns: [column] }))).toBe("columns");
  expect(next(own, seen(3, { blocked: ["Say who left."] }))).toBe("columns");
  expect(stepAfter(alone as never, "change", looked([own], seen(3)))).toBeUndefined();
});
