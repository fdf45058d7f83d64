import { readFileSync } from "node:fs";
import type { BitsetSession, BitsetTable, Kernel } from "#lib/analysis/search/kernel.ts";
import { openColumns } from "#lib/compute/kernel/wasm-columns.ts";
import { start } from "#lib/compute/kernel/wasm-machine.ts";
import { openShuffles } from "#lib/compute/kernel/wasm-shuffles.ts";

/** The kernel in WebAssembly, built by scripts/prepare.ts. `simd` needs a machine that has it (every one of this decade). */
export function wasmKernel(build: "simd" | "scalar"): Kernel {
  // Not written as one expression: a bundler would look for the file and take it along.
  const here = import.meta.url;
  const module = new WebAssembly.Module(readFileSync(new URL(`generated/search-${build}.wasm`, here)));
  return {
    name: build,
    openColumns: (table) => openColumns(module, table),
    openBitsets: (table) => openBitsets(module, table),
    openShuffles: (table) => openShuffles(module, table),
  };
}

function openBitsets(module: WebAssembly.Module, table: BitsetTable): BitsetSession {
  const { selectors, words, goodWords, depth } = table;
  const bytes = words * 4;
  const machine = start(module, selectors.length * bytes + (depth + 1) * bytes + selectors.length * 12 + 256);
  const { run, take } = machine;
  const sets = take(selectors.length * bytes);
  selectors.forEach((set, s) => {
    new Uint32Array(run.memory.buffer, sets + s * bytes, words).set(set);
  });
  const prefixes = Array.from({ length: depth + 1 }, () => take(bytes));
  new Uint32Array(run.memory.buffer, prefixes[0]!, words).fill(0xffffffff);
  const out = take(selectors.length * 8);
  const list = take(selectors.length * 4);
  return {
    counts(at, which) {
      new Int32Array(run.memory.buffer, list, which.length).set(which);
      run.countBitsets(prefixes[at]!, sets, list, which.length, goodWords / 4, words / 4, out);
      return new Int32Array(run.memory.buffer, out, which.length * 2);
    },
    enter(at, selector) {
      run.intersect(prefixes[at + 1]!, prefixes[at]!, sets + selector * bytes, words / 4);
    },
  };
}
