import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { makeTestDirectory, removeTestDirectory } from "#lib/server/testing/place.ts";

export interface Workshop {
  readonly url: string;
  /** The one-time link that makes whoever opens it the owner. */
  readonly welcomeLink: string;
  readonly directory: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** The exit code, once the process has ended; null when it was killed. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

interface Ready {
  readonly ready: true;
  readonly address: string;
  readonly token: string | null;
}

export interface WorkshopOptions {
  /** An earlier workshop's data instead of a new folder; whoever made it removes it. */
  readonly directory?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** A program that serves the workshop and does something more; the plain server otherwise. */
  readonly program?: string;
}

/** Boots the production server as a child on a data directory of its own and a free port. */
export async function startWorkshop(options: WorkshopOptions = {}): Promise<Workshop> {
  const directory = options.directory ?? (await makeTestDirectory());
  const child = spawn(process.execPath, [options.program ?? path.join(import.meta.dirname, "serve.ts")], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      PORT: "0",
      ICP_DATA_DIR: directory,
      LOG_LEVEL: "warn",
      ...options.variables,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const discard = async () => {
    if (!options.directory) await removeTestDirectory(directory);
  };
  const { address, token } = await untilReady(child).catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  return {
    url: address,
    welcomeLink: `${address}/welcome?token=${token}`,
    directory,
    pid: child.pid ?? 0,
    child,
    ended,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      await discard();
    },
  };
}

function untilReady(child: ChildProcess): Promise<Ready> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      // What the server has to complain about belongs beside the failing test.
      if (chunk.includes('"level":"error"')) process.stderr.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as Ready));
    child.once("exit", (code) =>
      reject(new Error(`The server ended with ${code} before it was ready:\n${output}`)),
    );
  });
}
