import { expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { analyst } from "#lib/compute/analysis.ts";
import { startAnalysisPool } from "#lib/compute/analysis-pool.ts";
import type { Question } from "#lib/compute/answer.ts";

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
