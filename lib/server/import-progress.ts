import type { ImportProgress } from "#lib/import/report.ts";

// Route handlers and actions load this module separately; on globalThis they see the same imports.
const shared = globalThis as typeof globalThis & { icpImports?: Map<string, ImportProgress> };
shared.icpImports ??= new Map();
const running = shared.icpImports;

export const reportProgress = (importId: string, progress: ImportProgress): void => {
  running.set(importId, progress);
};
export const progressOf = (importId: string): ImportProgress | null => running.get(importId) ?? null;
export const isRunningHere = (importId: string): boolean => running.has(importId);
export const forgetProgress = (importId: string): void => {
  running.delete(importId);
};
