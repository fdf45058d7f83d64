import { expect, test } from "vitest";
import { contentHash } from "#lib/icp/canonical.ts";
import { contentOf } from "#lib/icp/content.ts";
import { documentSchema, emptyDocument, type IcpDocument, maxEntries } from "#lib/icp/document.ts";
import { restoredDocument } from "#lib/icp/restore.ts";

const id = (n: number) => `00000000-0000-7000-8000-${n.toString().padStart(12, "0")}`;
const line = (n: number, text: string, order: string) => ({ id: id(n), text, order, archived: false });
const document = (change: Partial<IcpDocument>): IcpDocument => ({ ...emptyDocument(), ...change });

const old = document({
  profile: "Software companies.",
  triggers: [line(1, "A new security owner", "V"), line(2, "An audit", "k")],
});
const now = document({
  profile: "Any company.",
  triggers: [line(3, "A funding round", "A"), line(2, "An audit is due", "k")],
  bets: [
    {
      id: id(9),
      order: "V",
      archived: false,
      segment: "Banks",
      hypothesis: "",
      budget: "",
      targetN: null,
      deadline: null,
      stopWhen: "",
    },
  ],
});

test("a restored draft freezes to the very hash of the version", () => {
  const content = contentOf(old);
  const restored = restoredDocument(content, now, "Restored from version 2.");
  expect(documentSchema.parse(restored)).toEqual(restored);
  expect(contentHash(contentOf(restored))).toBe(contentHash(content));
  expect(restored.changeNote).toBe("Restored from version 2.");
});

test("what the draft held beyond the version is archived, not lost", () => {
  const restored = restoredDocument(contentOf(old), now, "");
  expect(restored.triggers.filter((one) => one.archived).map((one) => one.text)).toEqual(["A funding round"]);
  expect(restored.bets.map((one) => one.archived)).toEqual([true]);
});

test("a full list never grows past its limit", () => {
  const many = document({
    triggers: Array.from({ length: maxEntries }, (_, i) => line(i + 10, `Trigger ${i}`, "V")),
  });
  const restored = restoredDocument(contentOf(old), many, "");
  expect(restored.triggers).toHaveLength(maxEntries);
  expect(contentHash(contentOf(restored))).toBe(contentHash(contentOf(old)));
});
