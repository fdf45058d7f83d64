import { expect, test } from "vitest";
import { placeNames } from "./quadrant-names";

test("names of marks that stand close get sides of their own", () => {
  const spots = [
    { x: 60, y: 50 },
    { x: 61, y: 50.5 },
    { x: 62, y: 51 },
    { x: 5, y: 80 },
  ];
  expect(placeNames(spots)).toEqual(["above", "below", "far above", "above"]);
});

test("a name leaves the picture neither at its head nor at its foot", () => {
  expect(placeNames([{ x: 10, y: 2 }])).toEqual(["below"]);
  expect(placeNames([{ x: 10, y: 99 }])).toEqual(["above"]);
  expect(placeNames([])).toEqual([]);
});

test("a name on the left of its mark reaches as far as one on the right of another", () => {
  expect(
    placeNames([
      { x: 67, y: 54 },
      { x: 20, y: 53 },
      { x: 20, y: 90 },
    ]),
  ).toEqual(["above", "below", "above"]);
});
