import { expect, test } from "vitest";
import { detailWords } from "./detail-words.ts";

test("what changed reads as before and after", () => {
  const detail = {
    before: { role: "editor", teams: ["sales", "product"], disabled: false },
    after: { role: "viewer", teams: [], disabled: true },
  };
  expect(detailWords(detail)).toBe(
    "before: role editor, teams sales and product, disabled no; after: role viewer, teams none, disabled yes",
  );
});

test("ids are shortened, names of fields become words", () => {
  const detail = {
    expiresAt: "2026-11-29",
    invitation: "01a20407-edf4-7409-8394-f90924ed7261",
    hash: "a".repeat(64),
  };
  expect(detailWords(detail)).toBe("expires at 2026-11-29, invitation 01a20407-edf4…, hash aaaaaaaaaaaaa…");
  expect(detailWords({})).toBe("");
});

test("a part of the document is named in words, what was left empty is not told", () => {
  const where = "successConditions 01a20432-1dd2-7bae-b930-c22c2aac17eb";
  expect(detailWords({ edit: "add", where, reason: "", before: null, revision: 23 })).toBe(
    "edit add, where success conditions 01a20432-1dd2…, revision 23",
  );
  expect(detailWords({ where: "changeNote" })).toBe("where change note");
});

test("an instant is a day, and a reason that ends like a sentence goes on", () => {
  expect(
    detailWords({
      reason: "The chart settled it.",
      expiresAt: "2026-11-29T19:09:34.325Z",
      decision: "approve",
    }),
  ).toBe("reason The chart settled it, expires at 29 Nov 2026, decision approve");
});
