import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";

let loaded: Kernel | null = null;

/** The fastest kernel this machine can run: with SIMD, without, else in plain JavaScript. All give the same answers. */
export function loadKernel(): Kernel {
  loaded ??= firstThatRuns();
  return loaded;
}

function firstThatRuns(): Kernel {
  for (const build of ["simd", "scalar"] as const) {
    try {
      return wasmKernel(build);
    } catch {
      // A machine without SIMD refuses to compile the one; a checkout never built has neither.
    }
  }
  return plainKernel;
}
