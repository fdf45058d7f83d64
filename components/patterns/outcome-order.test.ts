import { expect, test } from "vitest";
import { inTabOrder } from "./outcome-order.ts";

const names = (outcomes: Record<string, number>) =>
  inTabOrder(Object.entries(outcomes).map(([outcome, supported]) => ({ outcome, supported }))).map(
    ({ outcome }) => outcome,
  );

test("what holds somewhere comes before what holds nowhere, a good customer before all", () => {
  expect(names({ "good customer": 0, retention: 0, Seats: 3, ACV: 0, Tickets: 9 })).toEqual([
    "good customer",
    "Seats",
    "Tickets",
    "retention",
    "ACV",
  ]);
  expect(names({ retention: 2, ACV: 1 })).toEqual(["retention", "ACV"]);
  expect(names({})).toEqual([]);
});
