import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { headline } from "./headline";

/** The rooms of the patterns, in the order of their links. */
export type PatternRoom = "traits" | "combinations" | "quadrant" | "back-test" | "scorecard";

/** The heading of a room, which it has from the first moment on; `outcome` null: the one it opens with. */
export function roomTitle(room: PatternRoom, outcome: string | null): string {
  const what = headline(outcome ?? goodCustomerOutcome);
  switch (room) {
    case "traits":
      return what;
    case "combinations":
      return `${what}, in combination`;
    case "quadrant":
      return "Easy to win against worth keeping";
    case "back-test":
      return "Do the rules hold on customers they have not seen?";
    case "scorecard":
      return "Points suggested by the data";
  }
}

/** What a room is busy with while it is worked out. */
export const roomWork: Readonly<Record<PatternRoom, string>> = {
  traits: "Comparing every trait with every outcome.",
  combinations: "Looking for traits that tell more together than alone.",
  quadrant: "Comparing who is won with who stays.",
  "back-test": "Getting the customers ready that are held back.",
  scorecard: "Getting the customers ready that points are made from.",
};
