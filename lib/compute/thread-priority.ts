import { readFileSync, readlinkSync } from "node:fs";
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

/** More than a thread: a page asks the database dozens of times, and each time waits for its turn. */
const behindQueries = 10;

/**
 * Lets a connection's process in the embedded database wait for those that answer pages. False where there is no such process
 * on this machine: it is told by its title, so that no other program is ever slowed. It cannot be undone.
 */
export function stepBehindQueries(process: number): boolean {
  try {
    if (!readFileSync(`/proc/${process}/cmdline`, "latin1").startsWith("postgres: icp-workshop: "))
      return false;
    setPriority(process, behindQueries);
    return true;
  } catch {
    return false;
  }
}
