import path from "node:path";
import { z } from "zod";

/** The settings of this installation, as read from the environment at start. */
export interface Env {
  readonly port: number;
  /** The address to listen on; the default answers this machine only. */
  readonly host: string;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Where people reach the workshop; null: http://localhost:PORT. */
  readonly appUrl: URL | null;
  readonly dataDirectory: string | undefined;
  /** True behind a proxy that sets X-Forwarded-For itself. */
  readonly trustProxy: boolean;
}

const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** An empty variable counts as not set, as docker compose writes them. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const schema = z.object({
  PORT: optional(
    z
      .stringFormat("port", isPort, "PORT must be a whole number from 0 to 65535, such as 3000.")
      .transform(Number),
  ),
  HOST: optional(
    z.string().regex(/^[\w.:-]+$/, "HOST must be an address to listen on, such as 127.0.0.1 or 0.0.0.0."),
  ),
  DATABASE_URL: optional(
    z.stringFormat(
      "database",
      (text) => hasProtocol(text, ["postgres:", "postgresql:"]),
      "DATABASE_URL must begin with postgresql:// and be a whole address, such as postgresql://user:password@host:5432/name.",
    ),
  ),
  APP_URL: optional(
    z
      .stringFormat(
        "app",
        (text) => hasProtocol(text, ["http:", "https:"]) && new URL(text).pathname === "/",
        "APP_URL must be where people reach the workshop, without a path, such as https://icp.example.com.",
      )
      .transform((text) => new URL(text)),
  ),
  ICP_DATA_DIR: optional(z.string().transform((text) => path.resolve(text))),
  ICP_UPLOAD_MB: optional(
    z.string().regex(/^[1-9]\d{0,5}$/, "ICP_UPLOAD_MB must be a whole number of megabytes, such as 1000."),
  ),
  LOG_LEVEL: optional(z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(", ")}.`)),
  TRUST_PROXY: optional(z.enum(["0", "1", "true", "false"], "TRUST_PROXY must be 1 or 0.")),
});

/** Reads the settings. Throws an Error with one sentence for every mistake, each on its own line. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const read = schema.safeParse(variables);
  if (!read.success) throw new Error(read.error.issues.map((issue) => issue.message).join("\n"));
  const { PORT, HOST, DATABASE_URL, APP_URL, ICP_DATA_DIR, TRUST_PROXY } = read.data;
  return {
    port: PORT ?? 3000,
    host: HOST ?? "127.0.0.1",
    databaseUrl: DATABASE_URL ?? null,
    appUrl: APP_URL ?? null,
    dataDirectory: ICP_DATA_DIR,
    trustProxy: TRUST_PROXY === "1" || TRUST_PROXY === "true",
  };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
