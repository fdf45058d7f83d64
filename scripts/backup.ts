import path from "node:path";
import { writeBackup } from "#lib/server/backup.ts";
import { bootDatabase, databaseName } from "#lib/server/boot-database.ts";
import { findEmbedded } from "#lib/server/embedded-postgres.ts";
import { readEnv } from "#lib/server/env.ts";
import { root } from "./prepare.ts";

try {
  const env = readEnv(process.env);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, "-");
  const file = path.resolve(process.env.INIT_CWD ?? "", process.argv[2] ?? `icp-workshop-${stamp}.backup.gz`);
  const began = performance.now();
  const running = env.databaseUrl ? null : await findEmbedded({ checkout: root, ...env });
  const database = running
    ? { url: running.url(databaseName), stop: async () => {} }
    : await bootDatabase({ checkout: root, ...env });
  const { tables, bytes } = await writeBackup(database.url, file).finally(() => database.stop());
  const rows = tables.reduce((total, table) => total + table.rows, 0);
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${file}: ${tables.length} tables, ${rows} rows, ${(bytes / 1e6).toFixed(2)} MB, ${took} s.`);
  console.log("It holds everything, password hashes too: keep it where only you can read it.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.disconnect?.();
