import fc from "fast-check";
import { expect, test } from "vitest";
import type { Criterion } from "#lib/criteria/criterion.ts";
import { contentOf, freeze, thaw } from "#lib/icp/content.ts";
import { emptyDocument, type IcpDocument, proseParts } from "#lib/icp/document.ts";
import { applyEdit, type Edit, editSchema } from "#lib/icp/edit.ts";
import { patternEvidence } from "#lib/icp/testing/evidence.ts";

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

const criterion = (n: number, kind: "must-have" | "signal" | "disqualifier" = "must-have") => ({
  id: id(n),
  kind,
  when: [{ attribute: "Industry", operator: "equals" as const, value: `v${n}` }],
  points: kind === "signal" ? 10 : null,
  evidence: null,
  question: "",
  crmField: "",
  rationale: "",
  owner: "",
});

const add = (n: number, kind?: "must-have" | "signal" | "disqualifier"): Edit => ({
  edit: "add",
  list: "criteria",
  item: criterion(n, kind),
});

function after(edits: readonly Edit[], start: IcpDocument = emptyDocument()): IcpDocument {
  return edits.reduce((document, edit) => {
    const result = applyEdit(document, edit);
    if (!result.ok) throw new Error(JSON.stringify(result));
    return result.value;
  }, start);
}

const ids = (document: IcpDocument) => contentOf(document).criteria.map((one) => one.id);

test("entries are added at the end, moved, archived and restored in place", () => {
  const three = after([add(1), add(2), add(3)]);
  expect(ids(three)).toEqual([id(1), id(2), id(3)]);
  const moved = after([{ edit: "move", list: "criteria", id: id(3), after: null }], three);
  expect(ids(moved)).toEqual([id(3), id(1), id(2)]);
  const archived = after([{ edit: "archive", list: "criteria", id: id(1) }], moved);
  expect(ids(archived)).toEqual([id(3), id(2)]);
  expect(ids(after([{ edit: "restore", list: "criteria", id: id(1) }], archived))).toEqual([
    id(3),
    id(1),
    id(2),
  ]);
});

test("a change touches only the fields it names", () => {
  const document = after([
    add(1, "signal"),
    { edit: "change", list: "criteria", id: id(1), changes: { question: "Which?" } },
  ]);
  expect(document.criteria[0]).toMatchObject({ ...criterion(1, "signal"), question: "Which?" });
});

test("what stops being a signal loses its points", () => {
  const document = after([
    add(1, "signal"),
    { edit: "change", list: "criteria", id: id(1), changes: { kind: "disqualifier" } },
  ]);
  expect(document.criteria[0]?.points).toBeNull();
});

test("a reworded rule loses the pattern that was found for the old one, and keeps what customers said", () => {
  const interview = { source: "interview" as const, quote: "We had to.", account: "Orrin", said: 3, of: 5 };
  const reworded: Edit = {
    edit: "change",
    list: "criteria",
    id: id(1),
    changes: { when: [{ attribute: "Industry", operator: "one of", value: ["a", "b"] }] },
  };
  const withEvidence = (evidence: Criterion["evidence"]): Edit => ({
    edit: "add",
    list: "criteria",
    item: { ...criterion(1), evidence },
  });
  expect(after([withEvidence(patternEvidence), reworded]).criteria[0]?.evidence).toBeNull();
  expect(after([withEvidence(interview), reworded]).criteria[0]?.evidence).toEqual(interview);
  const same: Edit = { ...reworded, changes: { when: criterion(1).when, question: "Which?" } };
  expect(after([withEvidence(patternEvidence), same]).criteria[0]?.evidence).toEqual(patternEvidence);
});

test("an edit of something that is not there, twice there, or too long is an error and changes nothing", () => {
  const document = after([add(1)]);
  const before = structuredClone(document);
  expect(applyEdit(document, { edit: "archive", list: "bets", id: id(1) })).toMatchObject({
    error: "not-found",
  });
  expect(applyEdit(document, { edit: "move", list: "criteria", id: id(1), after: id(9) })).toMatchObject({
    error: "not-found",
  });
  expect(applyEdit(document, add(1))).toMatchObject({ error: "invalid-input" });
  expect(applyEdit(document, { edit: "set text", part: "profile", text: "x".repeat(401) })).toMatchObject({
    error: "invalid-input",
  });
  expect(document).toEqual(before);
});

test("a closed list: what is no edit is refused, and text that storage would change too", () => {
  expect(editSchema.safeParse({ edit: "set text", part: "criteria", text: "" }).success).toBe(false);
  expect(
    editSchema.safeParse({ edit: "add", list: "criteria", item: { id: id(1), text: "x" } }).success,
  ).toBe(false);
  for (const text of ["a\0b", "\ud800"]) {
    expect(editSchema.safeParse({ edit: "set text", part: "profile", text }).success).toBe(false);
  }
  expect(editSchema.safeParse(add(1)).success).toBe(true);
});

test("an entry's place and state cannot be smuggled in with it", () => {
  const smuggled = editSchema.parse({ ...add(1), item: { ...criterion(1), order: "zzz", archived: true } });
  const document = after([smuggled]);
  expect(document.criteria[0]).toMatchObject({ archived: false });
  expect(document.criteria[0]?.order).not.toBe("zzz");
});

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    edit: fc.constant("set text" as const),
    part: fc.constantFrom(...proseParts),
    text: fc.string({ unit: "grapheme" }),
  }),
  fc
    .tuple(fc.nat(5), fc.constantFrom("must-have" as const, "signal" as const))
    .map(([n, kind]) => add(n, kind)),
  fc.nat(5).map((n): Edit => ({ edit: "archive", list: "criteria", id: id(n) })),
  fc.nat(5).map((n): Edit => ({ edit: "restore", list: "criteria", id: id(n) })),
  fc
    .tuple(fc.nat(5), fc.option(fc.nat(5)))
    .map(([n, m]): Edit => ({ edit: "move", list: "criteria", id: id(n), after: m === null ? null : id(m) })),
);

test("whatever is edited, the frozen content reads back as itself and hides what is archived", () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 30 }), (edits) => {
      let document = emptyDocument();
      for (const edit of edits) {
        const result = applyEdit(document, edit);
        if (result.ok) document = result.value;
      }
      const { text, hash, content } = freeze(document);
      expect(thaw(text)).toEqual(content);
      expect(freeze(document).hash).toBe(hash);
      const archived = document.criteria.filter((one) => one.archived);
      for (const one of archived) expect(text).not.toContain(one.id);
      expect(text).not.toContain('"order"');
    }),
  );
});

test("how the order was reached, archived entries and the note do not change the hash", () => {
  const plain = after([add(1), add(2), add(3, "signal")]);
  const roundabout = after([
    add(3, "signal"),
    add(2),
    add(1),
    add(4),
    { edit: "archive", list: "criteria", id: id(4) },
    { edit: "move", list: "criteria", id: id(2), after: id(1) },
    { edit: "set text", part: "changeNote", text: "After the March review" },
  ]);
  expect(freeze(roundabout).hash).toBe(freeze(plain).hash);
  expect(freeze(after([add(1)], emptyDocument())).hash).not.toBe(freeze(plain).hash);
});

test("a document that has grown out of all proportion takes no more, and can still be cut", () => {
  const members = Array.from({ length: 200 }, (_, n) => `${n} ${"x".repeat(490)}`);
  const when = Array.from({ length: 4 }, () => ({
    attribute: "A",
    operator: "one of" as const,
    value: members,
  }));
  const heavy = (n: number): Edit => ({ ...add(n), item: { ...criterion(n), when } }) as Edit;
  const full = after([heavy(1), heavy(2), heavy(3), heavy(4), heavy(5)]);
  expect(applyEdit(full, heavy(6))).toMatchObject({
    error: "invalid-input",
    detail: { problem: "the document is too long" },
  });
  const cut: Edit = { edit: "change", list: "criteria", id: id(1), changes: { when: criterion(1).when } };
  expect(applyEdit(after([cut], full), heavy(6)).ok).toBe(true);
});
