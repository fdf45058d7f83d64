import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export const root = path.dirname(import.meta.dirname);
const generated = path.join(root, "lib", "server", "generated");
const generatedStamp = path.join(generated, ".made-from");
const kernel = path.join(root, "lib", "compute", "kernel");
const buildStamp = path.join(root, ".next", ".made-from");
/** What a build is made of. Tests and what is generated (it follows its source) are left out. */
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
];
const settings = ["package.json", "package-lock.json", "tsconfig.json"];

/** Makes the database client again when the schema has changed. */
export async function generateClient(): Promise<void> {
  const hash = await hashOf(["prisma/schema.prisma", "package-lock.json"]);
  if (await isMadeFrom(generatedStamp, hash)) return;
  await timed("Making the database client", () =>
    runQuietly("node_modules/prisma/build/index.js", ["generate"], {
      // Prisma looks for an engine it would download and never uses here; any program will do in its place.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
    }),
  );
  await mkdir(generated, { recursive: true });
  await writeFile(generatedStamp, hash);
}

/** Builds the search kernel again when its source or its compiler has changed: with SIMD, and without. */
export async function buildKernel(): Promise<void> {
  const stamp = path.join(kernel, "generated", ".made-from");
  const files = (await filesOf("lib/compute/kernel")).filter((file) => file.endsWith(".as"));
  const hash = await hashOf([...files, "node_modules/assemblyscript/package.json"]);
  if (await isMadeFrom(stamp, hash)) return;
  await timed("Building the search kernel", async () => {
    const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), "utf8")));
    const text = texts.join("\n");
    // Tests and servers may read it while it is made: whole files only, each put in its place at once.
    await mkdir(path.dirname(stamp), { recursive: true });
    for (const build of ["simd", "scalar"] as const) {
      const place = path.join(kernel, "generated", `search-${build}.wasm`);
      await writeFile(`${place}.${process.pid}`, await compileKernel(text, build));
      await rename(`${place}.${process.pid}`, place);
    }
  });
  await writeFile(stamp, hash);
}

async function compileKernel(text: string, build: "simd" | "scalar"): Promise<Uint8Array> {
  const { default: asc } = await import("assemblyscript/asc");
  let result: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      "search.ts",
      "--outFile=search.wasm",
      "--optimizeLevel=3",
      "--runtime=stub",
      "--noAssert",
      build === "simd" ? "--enable=simd" : "--disable=simd",
    ],
    {
      readFile: (name) => (name === "search.ts" ? text : null),
      writeFile: (_, contents) => {
        result = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || result === null) throw new Error(`failed.\n\n${stderr.toString()}\n`);
  return result;
}

/** Builds the pages again when a source has changed. */
export async function buildPages(): Promise<void> {
  const hash = await hashOf([...sources, ...settings]);
  if (await isMadeFrom(buildStamp, hash)) return;
  // A build cut short must not pass for a whole one.
  await rm(buildStamp, { force: true });
  await timed("Building the pages", () =>
    runQuietly("node_modules/next/dist/bin/next", ["build"], { NODE_ENV: "production" }),
  );
  await writeFile(buildStamp, hash);
}

async function isMadeFrom(stamp: string, hash: string): Promise<boolean> {
  return (await readFile(stamp, "utf8").catch(() => "")) === hash;
}

async function hashOf(names: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const file of (await Promise.all(names.map(filesOf))).flat()) {
    hash
      .update(file)
      .update("\0")
      .update(await readFile(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** The files of a folder, or the file itself, by path from the root, sorted. */
async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(path.join(root, name), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error.code ?? "",
  );
  if (entries === "ENOTDIR") return [name];
  if (typeof entries === "string") return [];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/\.test\.tsx?$/.test(file) && !file.split(path.sep).includes("generated"))
    .sort();
}

async function timed(what: string, run: () => Promise<void>): Promise<void> {
  const began = performance.now();
  process.stderr.write(`${what} … `);
  await run();
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

/** Runs a package's program on this Node; what it wrote is shown only when it fails. */
async function runQuietly(program: string, args: string[], variables: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [path.join(root, program), ...args], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => child.kill();
  process.once("exit", endWithUs);
  const output = collect(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  process.off("exit", endWithUs);
  if (code !== 0) throw new Error(`failed.\n\n${output().trim()}\n`);
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}
