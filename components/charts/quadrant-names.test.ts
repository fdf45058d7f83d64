import { expect, test } from "vitest";
import { placeNames } from "./quadrant-names";

test("names of marks that stand close get sides of their own", () => {
  const spots = [
    { x: 60, y: 50 },
    { x: 61, y: 50.5 },
    { x: 62, y: 51 },
    { x: 5, y: 50 },
  ];
  expect(placeNames(spots)).toEqual(["above", "below", "far above", "above"]);
});

test("a name leaves the picture neither at its head nor at its foot", () => {
  expect(placeNames([{ x: 10, y: 2 }])).toEqual(["below"]);
  expect(placeNames([{ x: 10, y: 99 }])).toEqual(["above"]);
  expect(placeNames([])).toEqual([]);
});
