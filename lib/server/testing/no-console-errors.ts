import { afterEach, beforeEach, vi } from "vitest";

let written: unknown[][] = [];

beforeEach(() => {
  written = [];
  vi.spyOn(console, "error").mockImplementation((...parts) => {
    written.push(parts);
  });
});

/** What React or a library complains about is a fault, also where the test's own expectations hold. */
afterEach(() => {
  vi.mocked(console.error).mockRestore?.();
  if (written.length > 0) throw new Error(`console.error was called: ${written.map(String).join("\n")}`);
});
