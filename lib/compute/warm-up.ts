import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { suggestDefinition } from "#lib/analysis/suggest-definition.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";

const accounts = 800;

/**
 * Analyses a small made-up table, so that the code is compiled before somebody waits for it: the first analysis of a
 * fresh thread takes three times as long as the second.
 */
export function warmUp(): void {
  const frame = madeUp(createRandom(1));
  for (let round = 0; round < 2; round++)
    analyse(frame, suggestDefinition(frame), { ...defaultOptions, seed: round });
}

function madeUp(random: Random): Frame {
  const draw = (of: () => number) => Float64Array.from({ length: accounts }, of);
  const months = draw(() => Math.ceil(60 * random()));
  const left = Uint8Array.from(months, (month) => (random() < month / 120 ? 1 : 0));
  const value = Float64Array.from(left, (gone) => 10 + 5 * random() - gone);
  return {
    accountIds: Array.from({ length: accounts }, (_, i) => String(i)),
    columns: Array.from({ length: 8 }, (_, i) => column(i, random, left)),
    retention: { months, left },
    outcomes: [{ outcome: { name: "value", kind: "value", better: "higher" }, values: value }],
    startDays: null,
  };
}

function column(i: number, random: Random, left: Uint8Array): Column {
  const attribute: Attribute = {
    name: `column ${i}`,
    dimension: "firmographic",
    knownAt: "prospect",
    type: "text",
  };
  if (i % 4 === 3) {
    const values = Float64Array.from(left, () => (random() < 0.1 ? Number.NaN : 100 * random()));
    return { kind: "number", attribute: { ...attribute, type: "number" }, values };
  }
  const levels = 2 + i;
  // Half of the columns go with leaving, so that warnings and corrections run as well.
  const shift = (gone: number) => (i % 2 === 0 && gone === 1 && random() < 0.3 ? 1 : 0);
  const codes = Int32Array.from(left, (gone) =>
    Math.min(levels - 1, Math.floor(levels * random()) + shift(gone)),
  );
  return {
    kind: "category",
    attribute,
    dictionary: Array.from({ length: levels }, (_, l) => `level ${l}`),
    codes,
  };
}
