import { beforeAll, expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { analyst } from "#lib/compute/analysis.ts";
import { startAnalysisPool } from "#lib/compute/analysis-pool.ts";
import { Abandoned, Superseded } from "#lib/compute/asker.ts";
import type { Question } from "#lib/compute/question.ts";
import { buildKernel } from "../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

const frame: Frame = frameOf({
  columns: [{ name: "Plan", cells: Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? "Pro" : "Free")) }],
  retention: {
    months: Array.from({ length: 200 }, (_, i) => 3 + (i % 20)),
    left: Array.from({ length: 200 }, (_, i) => (i % 2 === 1 && i % 3 !== 0 ? 1 : 0)),
  },
});
const about = { frameKey: "workspace 7", definition: null, options: defaultOptions };
const question: Question<"analysis"> = { kind: "analysis", about };

test("a pool answers as this thread does, loads the frame once and remembers the answer", async () => {
  const pool = startAnalysisPool(2);
  let loads = 0;
  const load = async () => {
    loads++;
    return frame;
  };
  try {
    const first = await pool.ask(question, load);
    const again = await pool.ask(question, load);
    const shown = await pool.ask({ kind: "detail", about, outcome: "retention", pattern: "Plan=Pro" }, load);
    const here = await analyst().ask(question, load);
    expect(first).toEqual(here);
    expect(again).toBe(first);
    expect(shown?.pattern.n).toBe(100);
    expect(loads).toBe(2);
  } finally {
    await pool.close();
  }
});

test("a frame that cannot be loaded fails its question and no other", async () => {
  const pool = startAnalysisPool(1);
  try {
    const broken = pool.ask({ ...question, about: { ...about, frameKey: "gone" } }, () =>
      Promise.reject(new Error("no such revision")),
    );
    await expect(broken).rejects.toThrow("no such revision");
    await expect(pool.ask(question, async () => frame)).resolves.toMatchObject({ examined: 2 });
  } finally {
    await pool.close();
  }
});

test("a warmed pool answers the same", async () => {
  const pool = startAnalysisPool(1, { warm: true });
  try {
    const here = await analyst().ask(question, async () => frame);
    expect(await pool.ask(question, async () => frame)).toEqual(here);
  } finally {
    await pool.close();
  }
});

test("a closed pool refuses", async () => {
  const pool = startAnalysisPool(1);
  await pool.close();
  await expect(pool.ask(question, async () => frame)).rejects.toThrow("closed");
});

/** Some 3,000 customers whose rules take a while to be looked at again and again. */
const large: Frame = planted(3_000);
const long = { about: { ...about, frameKey: "workspace 8" }, outcome: "retention", conditions: 3 };
const later = (question: typeof long) => ({
  ...question,
  about: { ...question.about, frameKey: "workspace 9" },
});

function planted(rows: number): Frame {
  const { frame: attributes, target } = plantedTable({ rows, seed: 9, noise: 12, rules: true });
  const left = Uint8Array.from(target.values, (value) => 1 - value);
  return { ...attributes, retention: { months: target.values.map(() => Number.NaN), left } };
}

/** Waits for the first sign of progress. */
function started(): { readonly onProgress: (share: number) => void; readonly heard: Promise<number> } {
  let hear = (_: number) => {};
  const heard = new Promise<number>((resolve) => {
    hear = resolve;
  });
  return { onProgress: (share) => hear(share), heard };
}

test("slow work tells how far it is, and pages are answered beside it", async () => {
  const pool = startAnalysisPool(2);
  try {
    const { onProgress, heard } = started();
    const slow = pool.ask({ kind: "shuffleCheck", ...long }, async () => large, { onProgress });
    const second = pool.ask({ kind: "settledRules", ...long }, async () => large);
    const share = await heard;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(1);
    // Only one of the two is at work: a thread stays free for what somebody waits for.
    expect(pool.load()).toEqual({ busy: 1, queued: 1 });
    await expect(pool.ask(question, async () => frame)).resolves.toMatchObject({ examined: 2 });
    expect(pool.known({ kind: "shuffleCheck", ...long })).toBeUndefined();
    slow.catch(() => {});
    second.catch(() => {});
  } finally {
    await pool.close();
  }
});

test("what nobody waits for any more is stopped and its thread is free; who still waits gets the answer", async () => {
  const pool = startAnalysisPool(1);
  try {
    const first = new AbortController();
    const second = new AbortController();
    const { onProgress, heard } = started();
    const ask = (signal: AbortSignal) =>
      pool.ask({ kind: "shuffleCheck", ...long }, async () => large, { signal, onProgress });
    const one = ask(first.signal);
    const two = ask(second.signal);
    await heard;
    first.abort();
    await expect(one).rejects.toThrow(Abandoned);
    expect(pool.load().busy).toBe(1);
    second.abort();
    await expect(two).rejects.toThrow(Abandoned);
    const began = performance.now();
    await expect(pool.ask(question, async () => frame)).resolves.toMatchObject({ examined: 2 });
    // The check takes many times as long.
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(pool.known({ kind: "shuffleCheck", ...long })).toBeUndefined();
  } finally {
    await pool.close();
  }
}, 30_000);

test("slow work on data that has changed gives way to the same on the new data", async () => {
  const pool = startAnalysisPool(1);
  try {
    const { onProgress, heard } = started();
    const old = pool.ask({ kind: "settledRules", ...long }, async () => large, { onProgress });
    await heard;
    const renewed = pool.ask({ kind: "settledRules", ...later(long) }, async () => large);
    await expect(old).rejects.toThrow(Superseded);
    expect((await renewed)!.outcome).toBe("retention");
    expect(pool.known({ kind: "settledRules", ...later(long) })).toEqual(await renewed);
  } finally {
    await pool.close();
  }
}, 60_000);
