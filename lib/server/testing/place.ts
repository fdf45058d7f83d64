import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stopPostmaster } from "#lib/server/postgres-process.ts";

/**
 * Makes a folder for a throw-away database, named after this process, and first clears away the folders of
 * processes that were killed before they could: their PostgreSQL would otherwise live on.
 */
export async function makeTestDirectory(): Promise<string> {
  const parent = await parentDirectory();
  await sweep(parent);
  return mkdtemp(path.join(parent, `icp-test-${process.pid}-`));
}

/** PostgreSQL runs as nobody when root runs the tests, and nobody may not be able to enter root's TMPDIR. */
async function parentDirectory(): Promise<string> {
  if (process.getuid?.() !== 0) return tmpdir();
  const parent = "/var/lib/icp-workshop/tests";
  await mkdir(parent, { recursive: true });
  return parent;
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = Number(/^icp-test-(\d+)-/.exec(name)?.[1]);
    if (!pid || isRunning(pid)) continue;
    const directory = path.join(parent, name);
    // In a shared folder such as /tmp somebody else's tests may have left theirs: those are not ours to remove.
    if (await isOurs(directory)) await removeTestDirectory(directory);
  }
}

export async function removeTestDirectory(directory: string): Promise<void> {
  await stopPostmaster(path.join(directory, "data"));
  // A process that is ending may still write into it.
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function isOurs(directory: string): Promise<boolean> {
  const owner = await stat(directory).then(
    ({ uid }) => uid,
    () => -1,
  );
  const we = process.getuid?.();
  return we === 0 || owner === we;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
