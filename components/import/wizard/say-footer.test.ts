import { expect, test } from "vitest";
import { sayFooter, sayLines } from "./say-footer.ts";

test("a footer is told with its first lines", () => {
  expect(sayFooter({ lines: 1, texts: ["Made by Jo"] })).toBe(
    "1 line below the table is no data and is set aside: “Made by Jo”.",
  );
  expect(sayFooter({ lines: 4, texts: ["Deals", "Copyright", "Confidential"] })).toBe(
    "4 lines below the table are no data and are set aside: “Deals”, “Copyright”, “Confidential” and more.",
  );
  expect(sayLines(0)).toBe("nothing");
});
