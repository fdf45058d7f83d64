import { expect, test } from "vitest";
import { type May, nameTeams, nextStep, type Standing, type TeamStand } from "#lib/icp/next-step.ts";

const owner: May = {
  import: true,
  edit: true,
  propose: true,
  publish: true,
  publishOverDissent: true,
  share: true,
  decideFor: [],
};
const viewer: May = {
  import: false,
  edit: false,
  propose: false,
  publish: false,
  publishOverDissent: false,
  share: false,
  decideFor: [],
};
const empty: Standing = {
  customers: 0,
  definition: false,
  supported: null,
  criteria: 0,
  edits: 0,
  proposal: null,
  version: null,
};
const at = (change: Partial<Standing>): Standing => ({
  ...empty,
  customers: 1204,
  definition: true,
  ...change,
});
const teams = (...decisions: TeamStand["decision"][]): readonly TeamStand[] =>
  ["marketing", "sales", "product"].map((team, i) => ({ team, decision: decisions[i] ?? null }));
const proposed = (...decisions: TeamStand["decision"][]) =>
  at({ criteria: 11, proposal: { teams: teams(...decisions) } });

test("an empty workspace starts with its customers", () => {
  expect(nextStep(empty, owner)).toMatchObject({ button: "Import a table", room: "import", step: "data" });
  expect(nextStep(empty, viewer).button).toBe("See what is needed");
});

test("the first thing missing on the path is the next step", () => {
  expect(nextStep({ ...empty, customers: 1204 }, owner)).toMatchObject({
    headline: "1,204 accounts are in. Which of them are good customers?",
    room: "good customer",
  });
  expect(nextStep(at({ supported: 9 }), owner)).toMatchObject({
    headline: "9 patterns hold. The draft is still empty.",
    room: "patterns",
  });
  expect(nextStep(at({ criteria: 1 }), owner)).toMatchObject({
    headline: "1 criterion stands in the draft. No team has been asked yet.",
    button: "Read and propose the draft",
    step: "draft",
  });
  expect(nextStep(at({ criteria: 11 }), viewer).button).toBe("Read the draft");
});

test("an open proposal names who has agreed and who is next", () => {
  expect(nextStep(proposed("approve", "approve"), owner).headline).toBe(
    "Two teams have agreed. Product is next.",
  );
  expect(nextStep(proposed("approve"), owner).headline).toBe(
    "One team has agreed. Sales and product are next.",
  );
  expect(nextStep(proposed(), owner).headline).toBe(
    "The proposal is open. Marketing, sales and product are next.",
  );
  expect(nextStep(proposed("approve", "dissent"), owner).headline).toBe("Sales disagrees. Product is next.");
});

test("who is waited for is asked to decide, everybody else to read", () => {
  const waiting = proposed("approve", "approve");
  expect(nextStep(waiting, { ...viewer, decideFor: ["product"] }).button).toBe("Decide for product");
  expect(nextStep(waiting, { ...viewer, decideFor: ["sales"] }).button).toBe("Read the proposal");
});

test("a dissent that nobody waits behind goes to whoever may publish over it", () => {
  const dissent = proposed("approve", "approve", "dissent");
  expect(nextStep(dissent, owner)).toMatchObject({
    headline: "Product disagrees. Marketing and sales have agreed.",
    button: "Read the dissent and decide",
  });
  expect(nextStep(dissent, { ...owner, publishOverDissent: false }).button).toBe("Read the dissent");
});

test("a complete proposal is published by whoever may", () => {
  const complete = proposed("approve", "approve", "approve");
  expect(nextStep(complete, owner)).toMatchObject({ button: "Publish it", room: "proposal" });
  expect(nextStep(complete, viewer).button).toBe("Read the proposal");
});

test("after publishing: share, then edits, then rest", () => {
  const published = at({ criteria: 11, version: { number: 3, shared: false } });
  expect(nextStep(published, owner).button).toBe("Share version 3");
  expect(nextStep(published, viewer).button).toBe("Read version 3");
  const shared = { ...published, version: { number: 3, shared: true } };
  expect(nextStep(shared, owner)).toMatchObject({
    headline: "Version 3 is what everybody works by.",
    room: "version",
  });
  expect(nextStep({ ...shared, edits: 3 }, owner).headline).toBe(
    "Version 3 stands. The draft has moved on by 3 edits.",
  );
});

test("team names read as a subject", () => {
  expect(nameTeams([])).toBe("");
  expect(nameTeams(["sales"])).toBe("Sales");
});
