import fc from "fast-check";
import { expect, test } from "vitest";
import { type Team, teams } from "#lib/access/can.ts";
import { canPublish, type Decision, sayMoved, standingForSeveral, teamStates } from "#lib/icp/lifecycle.ts";

const required: readonly Team[] = ["marketing", "sales", "product"];
const decide = (team: Team, decision: Decision["decision"], by = team as string): Decision => ({
  team,
  decision,
  reason: decision === "dissent" ? "Too narrow." : "",
  by,
  at: "2026-11-20T10:00:00.000Z",
});
const ask = (decisions: readonly Decision[], more = {}) =>
  canPublish({ required, decisions, overDissentAllowed: true, mayOverride: true, reason: "", ...more });
const all = required.map((team) => decide(team, "approve"));
const withDissent = [...all.slice(0, 2), decide("product", "dissent")];

test("publishing waits for every required team", () => {
  expect(ask(all.slice(0, 2))).toEqual({ can: false, why: "waiting", teams: ["product"] });
  expect(ask(all)).toEqual({ can: true, overDissent: null });
});

test("over a dissent only by the rule, by an owner, with a reason", () => {
  const reason = "We test it for a quarter.";
  expect(ask(withDissent, { overDissentAllowed: false, reason })).toMatchObject({
    can: false,
    why: "dissent",
  });
  expect(ask(withDissent, { mayOverride: false, reason })).toMatchObject({ can: false, why: "owner only" });
  expect(ask(withDissent, { reason: "  " })).toMatchObject({
    can: false,
    why: "reason needed",
    teams: ["product"],
  });
  expect(ask(withDissent, { reason })).toEqual({ can: true, overDissent: reason });
});

test("a reason never stands in for a team that has not spoken", () => {
  expect(ask(withDissent.slice(1), { reason: "Hurry." })).toMatchObject({ can: false, why: "waiting" });
});

test("a team that is not required speaks without blocking", () => {
  expect(ask([...all, decide("success", "dissent")])).toEqual({ can: true, overDissent: null });
  expect(teamStates(required, [decide("success", "dissent")]).at(-1)).toMatchObject({
    team: "success",
    required: false,
  });
});

test("naming no team does not mean that nobody has to agree", () => {
  expect(ask([], { required: [] })).toMatchObject({ can: false, why: "waiting", teams: required });
});

test("whatever the answers, an unqualified yes means that all required teams approved", () => {
  const decisions = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...teams), fc.constantFrom<Decision["decision"][]>("approve", "dissent")),
    { selector: ([team]) => team },
  );
  fc.assert(
    fc.property(decisions, fc.boolean(), fc.boolean(), fc.string(), (pairs, allowed, mayOverride, reason) => {
      const made = pairs.map(([team, decision]) => decide(team, decision));
      const answer = ask(made, { overDissentAllowed: allowed, mayOverride, reason });
      const approved = required.every((team) =>
        made.some((one) => one.team === team && one.decision === "approve"),
      );
      expect(answer.can && answer.overDissent === null).toBe(approved);
      if (answer.can && answer.overDissent !== null)
        expect(allowed && mayOverride && reason.trim() !== "").toBe(true);
    }),
  );
});

test("the draft that has moved on says by how much", () => {
  expect(sayMoved(0)).toBeNull();
  expect(sayMoved(1)).toBe("The draft has moved on by 1 edit since this was proposed.");
  expect(sayMoved(3)).toBe("The draft has moved on by 3 edits since this was proposed.");
});

test("a person who stands for several teams is named with them", () => {
  expect(
    standingForSeveral([
      decide("sales", "approve", "Ada"),
      decide("product", "approve", "Ada"),
      decide("marketing", "approve", "Max"),
    ]),
  ).toEqual([{ by: "Ada", teams: ["sales", "product"] }]);
});
