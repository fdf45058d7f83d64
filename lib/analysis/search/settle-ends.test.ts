import { expect, test } from "vitest";
import { layOut, materialOf, rowsOf, sumsOf } from "#lib/analysis/search/ground.ts";
import { settleEnds } from "#lib/analysis/search/refine.ts";
import { plantedTable, prepared } from "#lib/analysis/search/support/planted.ts";

test.each([5, 6, 7])("ends settle where q is highest, by less than one range tried (seed %i)", (seed) => {
  const { frame, target } = plantedTable({ rows: 3_000, seed, noise: 2, rules: true });
  const { columns } = prepared(frame);
  const layout = layOut(materialOf(columns, target));
  const column = columns.findIndex(({ attribute }) => attribute === "people");
  const { selectors, ordered } = columns[column]!;
  const tried = [...new Set(selectors.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  expect(ordered).toBeGreaterThan(3 * tried.length);
  const sumsFor = (from: number, to: number) => sumsOf(layout, rowsOf(layout, [{ column, from, to }]));
  const qOf = (from: number, to: number) => layout.scorer.q(sumsFor(from, to), 0, "good");
  const near = (end: number) =>
    end === 0 || end === ordered
      ? [end]
      : Array.from({ length: ordered }, (_, cell) => cell).filter(
          (cell) => cell > tried.findLast((one) => one < end)! && cell < tried.find((one) => one > end)!,
        );
  for (const { from, to } of selectors) {
    if (to > ordered) continue;
    const sums = sumsFor(from, to);
    const settled = settleEnds(layout, {
      direction: "good",
      parts: [{ column, from, to }],
      q: qOf(from, to),
      sums,
    });
    const best = Math.max(
      ...near(from).flatMap((one) =>
        near(to)
          .filter((other) => other > one && sumsFor(one, other)[0]! >= layout.fewest)
          .filter((other) => layout.size - sumsFor(one, other)[0]! >= layout.fewest)
          .map((other) => qOf(one, other)),
      ),
    );
    const [part] = settled.parts;
    expect(near(from)).toContain(part!.from);
    expect(near(to)).toContain(part!.to);
    expect(settled.q).toBeCloseTo(Math.max(best, qOf(from, to)), 12);
    expect(settled.sums).toEqual(sumsFor(part!.from, part!.to));
  }
});
