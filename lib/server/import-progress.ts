import { setTimeout as pause } from "node:timers/promises";
import type { ImportProgress } from "#lib/import/report.ts";

// Route handlers and actions load this module separately; on globalThis they see the same imports.
const shared = globalThis as typeof globalThis & {
  icpImports?: Map<string, ImportProgress>;
  icpImportsToStop?: Set<string>;
  icpImportsPaused?: boolean;
};
shared.icpImports ??= new Map();
shared.icpImportsToStop ??= new Set();
const running = shared.icpImports;
const toStop = shared.icpImportsToStop;

export const reportProgress = (importId: string, progress: ImportProgress): void => {
  running.set(importId, progress);
};
export const progressOf = (importId: string): ImportProgress | null => running.get(importId) ?? null;
export const isRunningHere = (importId: string): boolean => running.has(importId);
export const forgetProgress = (importId: string): void => {
  running.delete(importId);
  toStop.delete(importId);
};

interface Looker {
  readonly workspaceId: string;
  readonly userId: string;
}

/** What a person's work on these files is known by while it runs without an import of its own: a look, or taking in an export. */
export const lookOf = ({ workspaceId, userId }: Looker, uploadIds: readonly string[]): string =>
  `look ${workspaceId} ${userId} ${[...uploadIds].sort().join()}`;

/** Tells an import that runs in this process that somebody has cancelled it; it looks between its steps. */
export const askToStop = (importId: string): void => {
  if (running.has(importId)) toStop.add(importId);
};
export const isAskedToStop = (importId: string): boolean => toStop.has(importId) || isPaused();

/** Whether the server is being stopped: imports end here and go on at its next start. */
export const isPaused = (): boolean => shared.icpImportsPaused === true;

/** Ends all imports of this process between two of their steps, to go on at the next start. */
export async function pauseImports(): Promise<void> {
  shared.icpImportsPaused = true;
  while (running.size > 0) await pause(20);
}
