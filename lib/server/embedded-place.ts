import { createHash } from "node:crypto";
import { chown, lstat, mkdir, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Owner } from "#lib/server/postgres-binaries.ts";

/** Where an embedded PostgreSQL lives: its programs, its data, its log and its socket. */
export interface Place {
  readonly directory: string;
  readonly data: string;
  readonly log: string;
  /** The directory of the socket; short enough for the operating system. */
  readonly sockets: string;
  readonly owner: Owner;
}

const nobody = 65534;
const rootHome = "/var/lib/icp-workshop";
/** A socket's whole path may have 107 bytes on Linux (103 on a Mac); the file's name takes 14 of them. */
const longestSocketDirectory = 103 - "/.s.PGSQL.5432".length;

/**
 * Chooses and creates the place: `chosen` (ICP_DATA_DIR) when given; for root a folder under /var/lib that
 * nobody may enter, named after the checkout, since the checkout itself may be closed to nobody; else .data in
 * the checkout.
 */
export async function preparePlace(checkout: string, chosen: string | undefined): Promise<Place> {
  const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : null;
  const wanted = chosen ?? (owner ? path.join(rootHome, shortHash(checkout)) : path.join(checkout, ".data"));
  await mkdir(path.dirname(wanted), { recursive: true });
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  const directory = await realpath(wanted);
  if (owner) await chown(directory, owner.uid, owner.gid);
  return {
    directory,
    data: path.join(directory, "data"),
    log: path.join(directory, "postgresql.log"),
    sockets: await prepareSockets(directory, owner),
    owner,
  };
}

async function prepareSockets(directory: string, owner: Owner): Promise<string> {
  const inside = path.join(directory, "run");
  if (Buffer.byteLength(inside) <= longestSocketDirectory) return privateDirectory(inside, owner);
  const parent = owner ? rootHome : (process.env.XDG_RUNTIME_DIR ?? tmpdir());
  await mkdir(parent, { recursive: true });
  return privateDirectory(path.join(parent, `icp-${shortHash(directory)}`), owner);
}

/** In a shared folder somebody else may have put a directory or a link of this name there first. */
async function privateDirectory(directory: string, owner: Owner): Promise<string> {
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(directory);
  const expected = [process.getuid?.(), owner?.uid];
  if (!found.isDirectory() || !expected.includes(found.uid)) {
    throw new Error(
      `${directory} belongs to somebody else. Remove it, or set ICP_DATA_DIR to a shorter path.`,
    );
  }
  if (owner) await chown(directory, owner.uid, owner.gid);
  return directory;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
