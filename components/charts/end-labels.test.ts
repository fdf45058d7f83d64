import { expect, test } from "vitest";
import { placeLabels } from "./end-labels";

test("names stand under their lines where there is room", () => {
  const places = placeLabels(
    [
      { atReach: 10, atEnd: 20 },
      { atReach: 70, atEnd: 110 },
    ],
    180,
  );
  expect(places).toEqual([
    { top: 22, side: "end" },
    { top: 112, side: "end" },
  ]);
});

test("the upper of two close lines is named above", () => {
  const places = placeLabels(
    [
      { atReach: 40, atEnd: 60 },
      { atReach: 66, atEnd: 80 },
    ],
    180,
  );
  expect(places).toEqual([
    { top: 21, side: "end" },
    { top: 82, side: "end" },
  ]);
});

test("a line that falls to the ground, with no room above it, is named in the free corner", () => {
  const places = placeLabels(
    [
      { atReach: 30, atEnd: 52 },
      { atReach: 70, atEnd: 180 },
    ],
    180,
  );
  expect(places).toEqual([
    { top: 9 + 2, side: "end" },
    { top: 161, side: "corner" },
  ]);
});
