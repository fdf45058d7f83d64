import { get as httpGet, type IncomingMessage } from "node:http";
import path from "node:path";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { databaseName } from "#lib/server/boot-database.ts";
import { disconnect } from "#lib/server/disconnect.ts";
import { findEmbedded } from "#lib/server/embedded-postgres.ts";
import { startWorkshop, type Workshop, type WorkshopOptions } from "../../e2e/support/server.ts";
import { type MadePerson, makePerson } from "../../prisma/factories.ts";
import { root } from "../prepare.ts";

export interface Answer {
  readonly status: number;
  /** As they came over the wire: compressed where the server compresses. */
  readonly bytes: number;
  readonly text: string;
  readonly ms: number;
}

export interface BenchWorkshop {
  readonly server: Workshop;
  /** The owner's connection to the server's database. */
  readonly databaseUrl: string;
  readonly person: MadePerson;
  /** Signs requests in as the person. */
  readonly cookie: string;
  /** A page or file of the server, asked for as the person, signed in. */
  get(address: string, options?: { readonly compressed?: boolean }): Promise<Answer>;
}

/**
 * Runs `measure` against a production server with a database of its own, in which this process can use the
 * product's own commands as well.
 */
export async function withWorkshop<T>(
  measure: (workshop: BenchWorkshop) => Promise<T>,
  options: WorkshopOptions = {},
): Promise<T> {
  const server = await startWorkshop(options);
  try {
    const embedded = await findEmbedded({ checkout: root, dataDirectory: server.directory });
    if (!embedded) throw new Error("The server's database does not answer.");
    const databaseUrl = embedded.url(databaseName);
    process.env.DATABASE_URL = databaseUrl;
    process.env.ICP_UPLOAD_DIR = path.join(server.directory, "bench-uploads");
    const person = await makePerson();
    const cookie = await cookieOf(person, databaseUrl);
    const get: BenchWorkshop["get"] = (address, options = {}) =>
      ask(new URL(address, server.url), cookie, options.compressed ?? false);
    return await measure({ server, databaseUrl, person, cookie, get });
  } finally {
    await disconnect();
    await server.stop();
  }
}

async function cookieOf(person: MadePerson, databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ value: string }>(
    "select value from instance where key = 'sign-in-secret'",
  );
  await client.end();
  const token = await encode({ token: { sessionId: person.sessionId }, secret: rows[0]?.value ?? "" });
  return `next-auth.session-token=${token}`;
}

function ask(url: URL, cookie: string, compressed: boolean): Promise<Answer> {
  const began = performance.now();
  const headers = { cookie, ...(compressed ? { "accept-encoding": "gzip" } : {}) };
  return new Promise((resolve, reject) => {
    httpGet(url, { headers }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const body = Buffer.concat(chunks);
        const text = compressed ? "" : body.toString();
        resolve({
          status: response.statusCode ?? 0,
          bytes: body.length,
          text,
          ms: performance.now() - began,
        });
      });
    }).on("error", reject);
  });
}
