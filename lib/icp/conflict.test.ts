import { expect, test } from "vitest";
import { conflicts, isDone, sayConflict } from "#lib/icp/conflict.ts";
import { emptyDocument, type IcpDocument } from "#lib/icp/document.ts";
import { applyEdit, type Edit } from "#lib/icp/edit.ts";

const id = "00000000-0000-7000-8000-000000000001";
const other = "00000000-0000-7000-8000-000000000002";
const add = (one: string): Edit => ({
  edit: "add",
  list: "criteria",
  item: {
    id: one,
    kind: "must-have",
    when: [{ attribute: "Industry", operator: "equals", value: "SaaS" }],
    points: null,
    evidence: null,
    question: "",
    crmField: "",
    rationale: "",
    owner: "",
  },
});

function after(document: IcpDocument, ...edits: Edit[]): IcpDocument {
  return edits.reduce((current, edit) => {
    const next = applyEdit(current, edit);
    if (!next.ok) throw new Error(next.error);
    return next.value;
  }, document);
}

const base = after(emptyDocument(), add(id), { edit: "set text", part: "profile", text: "Ours." });
const question = (text: string): Edit => ({
  edit: "change",
  list: "criteria",
  id,
  changes: { question: text },
});
const owner: Edit = { edit: "change", list: "criteria", id, changes: { owner: "Mei" } };
const remove: Edit = { edit: "archive", list: "criteria", id };
const profile = (text: string): Edit => ({ edit: "set text", part: "profile", text });

test.each<[string, Edit, Edit, boolean]>([
  ["the same text", profile("Mine."), profile("Theirs."), true],
  ["another text", { edit: "set text", part: "urgency", text: "Mine." }, profile("Theirs."), false],
  ["the same field of a rule", question("Mine?"), question("Theirs?"), true],
  ["another field of a rule", question("Mine?"), owner, false],
  ["a change of what they removed", question("Mine?"), remove, true],
  ["a removal of what they changed", remove, question("Theirs?"), true],
  ["an addition", add(other), question("Theirs?"), false],
  [
    "a move of what they changed",
    { edit: "move", list: "criteria", id, after: null },
    question("Theirs?"),
    false,
  ],
])("%s", (_, ours, theirs, expected) => {
  expect(conflicts(ours, base, after(base, theirs))).toBe(expected);
});

test("an edit whose result stands there already is done", () => {
  for (const edit of [profile("Mine."), add(other), question("Mine?"), remove]) {
    expect(isDone(edit, base)).toBe(false);
    expect(isDone(edit, after(base, edit))).toBe(true);
  }
});

test("both sides are said in words", () => {
  expect(sayConflict(profile("Mine."), after(base, profile("Theirs.")))).toEqual({
    theirs: "Theirs.",
    ours: "Mine.",
  });
  expect(sayConflict(question("Mine?"), after(base, remove))).toEqual({
    theirs: "Removed.",
    ours: "Must-have: Industry is SaaS · Mine?",
  });
  expect(sayConflict(remove, after(base, question("Theirs?")))).toEqual({
    theirs: "Must-have: Industry is SaaS · Theirs?",
    ours: "Removed.",
  });
});
