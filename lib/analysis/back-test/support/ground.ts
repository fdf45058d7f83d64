import type { BackTestGround } from "#lib/analysis/back-test/back-test.ts";
import type { Choice } from "#lib/analysis/back-test/choice.ts";
import { daysOf } from "#lib/analysis/format.ts";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import type { Target } from "#lib/analysis/target.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";

/** Planted accounts to try choices on; dated: they began one after the other over 700 days. */
export function groundOf(rows: number, { seed = 4, rules = true, dated = true } = {}): BackTestGround {
  const { frame: plain, target } = plantedTable({ rows, seed, noise: 4, rules });
  const first = daysOf("2024-01-01");
  const startDays = dated
    ? Float64Array.from({ length: rows }, (_, i) => first + Math.floor((700 * i) / rows))
    : null;
  const frame = { ...plain, startDays };
  return {
    prepared: { frame, levelled: levelsOfFrame(frame) },
    target,
    score: null,
    leaking: [],
    options: {
      seed: 1,
      maxConditions: 2,
      kernel: wasmKernel("simd"),
      clusters: null,
      horizon: 12,
      unused: new Set(),
      outcomes: 1,
    },
  };
}

/** Ten accounts: the first four good, the first five taken but one. */
export function ten(): { choice: Choice; target: Target } {
  const { target } = plantedTable({ rows: 20, seed: 1, noise: 0, rules: false });
  const part = partOfTarget(
    target,
    Int32Array.from({ length: 10 }, (_, i) => i),
  );
  const values = Float64Array.from([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const taken = Uint8Array.from([1, 1, 1, 0, 1, 0, 0, 0, 0, 0]);
  return { choice: { score: Float64Array.from(taken), taken }, target: { ...part, values } };
}
