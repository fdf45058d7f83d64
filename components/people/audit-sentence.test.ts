import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { auditMarks, auditSentence } from "./audit-sentence.ts";

const said = (action: string, detail: object, named: string | null = null, target = "") =>
  auditSentence({ action, detail, named, target });

test("who may come in, and what a member is", () => {
  const expiresAt = "2026-11-29T19:09:34.325Z";
  expect(said("member invited", { role: "editor", teams: ["sales"], expiresAt })).toBe(
    "Invited somebody as an editor, for Sales, by a link open until 29 Nov 2026.",
  );
  const before = { role: "editor", teams: ["sales"], disabled: false };
  expect(
    said("member changed", { before, after: { role: "viewer", teams: [], disabled: true } }, "Mark"),
  ).toBe(
    "Changed Mark: editor before, viewer now; for Sales before, for no team now; may not come in any more.",
  );
  expect(said("member changed", { before, after: before }, "Mark")).toBe("Left Mark as before.");
});

test("what was agreed, with the reasons as they were given", () => {
  expect(said("version proposed", { number: 3, supersedes: 2 })).toBe(
    "Put proposal 3 up for approval, in place of proposal 2.",
  );
  expect(
    said("proposal decided", { team: "sales", decision: "dissent", reason: "Too narrow" }, "proposal 3"),
  ).toBe("Dissented from proposal 3 for Sales: Too narrow.");
  expect(said("version published", { number: 2, proposal: 3, overDissent: "A test." })).toBe(
    "Published version 2 from proposal 3 over a dissent: A test.",
  );
  const after = { requiredTeams: ["sales"], publishOverDissent: false };
  expect(said("approval rule changed", { before: { ...after, requiredTeams: ["product"] }, after })).toBe(
    "Changed the approval rule: Sales must approve, before it was Product; an owner may not publish over a dissent.",
  );
});

test("an edit names what it is about, as long as that is there", () => {
  const where = "criteria 01a20432-1dd2-7bae-b930-c22c2aac17eb";
  expect(said("document edited", { edit: "add", where }, "Industry is Software")).toBe(
    "Added the criterion “Industry is Software”.",
  );
  expect(said("document edited", { edit: "archive", where })).toBe("Took out the criterion.");
  expect(said("document edited", { edit: "set text", where: "changeNote" })).toBe(
    "Rewrote what is said about this change.",
  );
  expect(said("document edited", { edit: "restore version", where: "version 2" })).toBe(
    "Made the draft say again what version 2 says.",
  );
});

test("data: files, doubts, spellings, what is set aside", () => {
  expect(said("import started", {}, "customers.csv and 2 more files")).toBe(
    "Began to import customers.csv and 2 more files.",
  );
  expect(said("deal set aside", { reason: "One-off", row: "Big deal" }, "Firm 1")).toBe(
    "Set the deal “Big deal” of Firm 1 aside: One-off.",
  );
  expect(said("spellings merged", { from: "retail ", to: "Retail" }, null, "Sector")).toBe(
    "Said that “retail” and “Retail” are the same Sector.",
  );
  expect(said("join answered", { answer: { kind: "apart" } }, null, "same domain acme.example")).toBe(
    "Said of the same domain “acme.example” that they are not the same.",
  );
});

test("an action nobody taught it, and a detail it did not expect, are still told", () => {
  expect(said("sky painted", { colour: "green" })).toBe("Sky painted: colour green.");
  expect(auditSentence({ action: "member changed", detail: null, named: null, target: "" })).toBe(
    "Left a member as before.",
  );
});

test("hash and revision stand apart, shortened", () => {
  expect(auditMarks({ detail: { hash: "a".repeat(64), revision: 23, reason: "x" } })).toBe(
    "hash aaaaaaaaaaaaa…, draft revision 23",
  );
  expect(auditMarks({ detail: {} })).toBe("");
});

test("every action that the commands write has a sentence", () => {
  const commands = path.resolve(import.meta.dirname, "../../lib/server/commands");
  const written = readdirSync(commands)
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) => [...readFileSync(path.join(commands, file), "utf8").matchAll(/\baction: "([^"]+)"/g)])
    .map(([, action]) => action!);
  expect(written.length).toBeGreaterThan(15);
  for (const action of written) expect(said(action, { unheard: "of" }), action).not.toContain("unheard");
});
