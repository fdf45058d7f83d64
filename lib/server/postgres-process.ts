import { readdir, readFile, readlink, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** What PostgreSQL writes about itself into postmaster.pid; null when there is no such file. */
export interface Postmaster {
  readonly pid: number;
  readonly sockets: string;
}

export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(pidFile(data), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, sockets: lines[4]?.trim() ?? "" } : null;
}

/**
 * Says whether any PostgreSQL process still works in this data directory, by working directory where the system
 * shows it: a process id alone may by now belong to somebody else, a zombie has no directory, and a killed
 * postmaster's children may still be writing.
 */
export async function isOccupied(data: string): Promise<boolean> {
  return (await processesIn(data)).length > 0;
}

/** The ids of those processes; the postmaster's alone where the system has no /proc. */
export async function processesIn(data: string): Promise<number[]> {
  const names = await readdir("/proc").catch(() => null);
  if (!names) {
    const pid = (await readPostmaster(data))?.pid;
    return pid !== undefined && send(pid, 0) ? [pid] : [];
  }
  const pids = names.filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => "")));
  return pids.filter((_, i) => places[i] === data).map(Number);
}

/**
 * Removes what a killed PostgreSQL left to say that it runs; only to be called when nothing occupies the data. It
 * would remove them itself, but not while its predecessor is a zombie or its process id is somebody else's.
 */
export async function removeStaleLocks(data: string, sockets: string): Promise<void> {
  const socket = path.join(sockets, ".s.PGSQL.5432");
  for (const file of [pidFile(data), socket, `${socket}.lock`]) await rm(file, { force: true });
}

/**
 * Asks the PostgreSQL of this data directory to stop (fast: it ends connections, keeps every commit) and waits.
 * Goes by the recorded process id, so that one which an earlier start left running is stopped as well.
 */
export async function stopPostmaster(data: string, limitMs = 30_000): Promise<void> {
  const found = await readPostmaster(data);
  if (!found || !(await isOccupied(data))) return;
  send(found.pid, "SIGINT");
  const deadline = Date.now() + limitMs;
  while (await isOccupied(data)) {
    if (Date.now() > deadline) {
      send(found.pid, "SIGQUIT");
      return;
    }
    await pause(20);
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function pidFile(data: string): string {
  return path.join(data, "postmaster.pid");
}
