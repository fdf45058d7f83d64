import { expect, test } from "vitest";
import { type Figures, shownCell, toCsv } from "./figures";

const figures: Figures = {
  columns: [{ label: "Trait" }, { label: "Rate", format: (value) => `${value * 100} %` }],
  rows: [
    ['Size, "large"', 0.25],
    ["=HYPERLINK(1)", null],
    ["-5 to 0", -0.5],
    ["not known", Number.NaN],
  ],
};

test("the CSV quotes, keeps raw numbers, leaves what is unknown empty and runs no formula", () => {
  expect(toCsv(figures)).toBe(
    "\uFEFFTrait,Rate\r\n" +
      '"Size, ""large""",0.25\r\n' +
      "'=HYPERLINK(1),\r\n" +
      "'-5 to 0,-0.5\r\n" +
      "not known,\r\n",
  );
});

test("the table formats numbers and never shows NaN", () => {
  expect(shownCell(figures, 1, 0.25)).toBe("25 %");
  expect(shownCell(figures, 1, Number.NaN)).toBe("–");
  expect(shownCell(figures, 1, null)).toBe("–");
  expect(shownCell(figures, 0, "Size")).toBe("Size");
});
