import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";

/** Between usual (0) and idle (19): whoever answers visitors goes first, and what is left over is for the analysis. */
const behindPages = 5;

/**
 * Lets this thread wait for the others of the process where all want the processor at once. Linux gives every thread a
 * priority of its own; elsewhere nothing happens.
 */
export function stepBehindPages(): void {
  try {
    // "1234/task/1240": the kernel's number of this very thread, which Node has no other name for.
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    if (Number.isInteger(thread)) setPriority(thread, behindPages);
  } catch {
    // No such file, or no right to it: the threads share the processor evenly.
  }
}
