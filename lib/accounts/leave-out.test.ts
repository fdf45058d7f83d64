import fc from "fast-check";
import { expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { withoutAccounts } from "#lib/accounts/leave-out.ts";
import { createFrameBuilder } from "#lib/import/frame-builder.ts";

const attribute = (name: string, type: "text" | "number" | "list") => ({
  name,
  type,
  dimension: "firmographic" as const,
  knownAt: "prospect" as const,
});
const outcome = { name: "ACV", kind: "value" as const, better: "higher" as const };

type Account = {
  readonly plan: string | null;
  readonly seats: number;
  readonly tools: string[] | null;
  readonly acv: number;
  readonly start: number;
  readonly left: "left" | "stayed" | null;
};

/** A frame as an import of exactly these accounts makes it. */
function frameOf(accounts: readonly (readonly [string, Account])[]): Frame {
  const attributes = [attribute("Plan", "text"), attribute("Seats", "number"), attribute("Tools", "list")];
  const builder = createFrameBuilder(attributes, [outcome]);
  const source = builder.source({
    attributes,
    outcomes: [outcome],
    retention: { status: true, end: false, tenure: true },
  });
  for (const [id, { plan, seats, tools, acv, start, left }] of accounts) {
    builder.begin(id);
    builder.put(source, {
      rowNumber: 2,
      identity: `id:${id}`,
      name: id,
      domain: null,
      values: [plan, seats, tools],
      outcomes: [acv],
      status: left,
      start,
      end: Number.NaN,
      tenure: 12,
    });
  }
  return builder.finish(() => 20_000);
}

const account: fc.Arbitrary<Account> = fc.record({
  plan: fc.option(fc.constantFrom("Pro", "Basic", "__proto__")),
  seats: fc.oneof(fc.integer(), fc.constant(Number.NaN)),
  tools: fc.option(fc.uniqueArray(fc.constantFrom("AWS", "Okta", "Jira"))),
  acv: fc.oneof(fc.integer(), fc.constant(Number.NaN)),
  start: fc.constantFrom(18_000, 19_000),
  left: fc.option(fc.constantFrom("left" as const, "stayed" as const)),
});

test("a frame without some accounts is the frame of the others", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(account, fc.boolean()), { maxLength: 12 }), account, (some, last) => {
      const rows = [...some, [last, false] as const];
      const all = rows.map(([one], i) => [`a${i}`, one] as const);
      const left = new Set(all.filter((_, i) => rows[i]?.[1]).map(([id]) => id));
      const others = all.filter(([id]) => !left.has(id));
      expect(withoutAccounts(frameOf(all), left)).toEqual(frameOf(others));
    }),
  );
});

test("leaving out nobody, or somebody who is not there, gives the very same frame", () => {
  const frame = frameOf([]);
  expect(withoutAccounts(frame, new Set())).toBe(frame);
  expect(withoutAccounts(frame, new Set(["b"]))).toBe(frame);
});
