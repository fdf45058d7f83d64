import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { plainSearch, plainTable, sayPlainRule } from "#lib/analysis/search/exact.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { readColumns, rowsWith, textColumn } from "#lib/analysis/search/support/text-columns.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernel: Kernel = plainKernel;
beforeAll(async () => {
  await buildKernel();
  kernel = wasmKernel("simd");
}, 60_000);

interface Run {
  readonly dataset: string;
  readonly depth: number;
  readonly selectors: number;
  readonly top: readonly {
    readonly rule: string;
    readonly q: number;
    readonly n: number;
    readonly positives: number;
  }[];
}

const runs = readFileSync(new URL("./fixtures/pysubgroup.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Run);

const files: Record<string, readonly [file: string, target: string, good: string, leftOut: string]> = {
  telco: ["telco/Telco-Customer-Churn.csv", "Churn", "Yes", "customerID"],
  adult: ["adult/adult.csv", "income-per-year", ">50K", "fnlwgt"],
  german: ["german_credit/german.csv", "credit", "2", ""],
};

function tableOf(dataset: string) {
  const [file, target, good, leftOut] = files[dataset]!;
  const columns = readColumns(file);
  if (columns === null) return null;
  const label = columns.find(({ name }) => name === target)!;
  const kept = columns.filter(({ name }) => name !== target && name !== leftOut);
  return plainTable(kept, rowsWith(label, good), 5);
}

describe("against pysubgroup 0.9", () => {
  test.each(runs)("$dataset to depth $depth gives the same ten", ({ dataset, depth, selectors, top }) => {
    const table = tableOf(dataset);
    if (table === null) return console.info(`${dataset} is not beside the project: left out`);
    expect(table.selectors.length).toBe(selectors);
    const rules = plainSearch(table, kernel, depth, 10);
    const figures = (list: readonly { q: number; n: number; positives: number }[]) =>
      list.map(({ q, n, positives }) => [q.toFixed(9), n, positives].join(" ")).sort();
    expect(figures(rules)).toEqual(figures(top));
    expect(rules[0]!.q).toBeCloseTo(top[0]!.q, 12);
  });

  test("the first rule of Telco reads as it should", () => {
    const table = tableOf("telco");
    if (table === null) return console.info("Telco is not beside the project: left out");
    expect(sayPlainRule(plainSearch(table, kernel, 2, 1)[0]!)).toBe(
      "Contract=Month-to-month AND OnlineSecurity=No",
    );
  });
});

test("pruning never loses a rule: every rule tried one by one gives the same best", () => {
  const tables = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    rows: fc.integer({ min: 4, max: 120 }),
    columns: fc.integer({ min: 1, max: 5 }),
    depth: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(tables, ({ seed, rows, columns, depth }) => {
      const random = createRandom(seed);
      const made = Array.from({ length: columns }, (_, i) => {
        const size = 2 + Math.floor(random() * 5);
        const value = () => (random() < 0.1 ? "" : `${i % 2 === 0 ? "v" : ""}${Math.floor(random() * size)}`);
        return textColumn(`c${i}`, Array.from({ length: rows }, value));
      });
      const good = Uint8Array.from({ length: rows }, () => (random() < 0.4 ? 1 : 0));
      const table = plainTable(made, good, 3);
      const qs = plainSearch(table, plainKernel, depth, 8).map((rule) => rule.q.toFixed(12));
      const all = everyRule(table, depth).sort((a, b) => b - a);
      expect(qs).toEqual(all.slice(0, 8).map((q) => q.toFixed(12)));
      expect(plainSearch(table, kernel, depth, 8).map((rule) => rule.q.toFixed(12))).toEqual(qs);
    }),
    { numRuns: 40 },
  );
});

/** q of every rule with at least one row, without any thought. */
function everyRule(table: ReturnType<typeof plainTable>, depth: number): number[] {
  const has = (selector: number, bit: number) => (table.bitsets[selector]![bit >>> 5]! >>> (bit & 31)) & 1;
  const goodBits = table.goodWords * 32;
  const rest = table.rows - table.positives;
  const bits = [
    ...Array.from({ length: table.positives }, (_, i) => i),
    ...Array.from({ length: rest }, (_, i) => goodBits + i),
  ];
  const found: number[] = [];
  const walk = (from: number, members: readonly number[], columns: readonly number[]) => {
    for (let s = from; s < table.selectors.length; s++) {
      const { column } = table.selectors[s]!;
      if (columns.includes(column)) continue;
      const inside = members.filter((bit) => has(s, bit) === 1);
      const good = inside.filter((bit) => bit < goodBits).length;
      if (inside.length > 0)
        found.push((inside.length / table.rows) * (good / inside.length - table.positives / table.rows));
      if (columns.length + 1 < depth) walk(s + 1, inside, [...columns, column]);
    }
  };
  walk(0, bits, []);
  return found;
}
