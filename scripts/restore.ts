import path from "node:path";
import { bootDatabase } from "#lib/server/boot-database.ts";
import { readEnv } from "#lib/server/env.ts";
import { readMigrations } from "#lib/server/migrate.ts";
import { restoreBackup } from "#lib/server/restore.ts";
import { root } from "./prepare.ts";

try {
  const name = process.argv[2];
  if (!name) throw new Error("Say which file: npm run restore my.backup.gz");
  const file = path.resolve(process.env.INIT_CWD ?? "", name);
  const env = readEnv(process.env);
  const migrations = await readMigrations(path.join(root, "prisma", "migrations"));
  const database = await bootDatabase({ checkout: root, ...env });
  const tables = await restoreBackup(database.url, file, migrations).finally(() => database.stop());
  const rows = tables.reduce((total, table) => total + table.rows, 0);
  console.log(`Restored ${tables.length} tables and ${rows} rows into ${database.place}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.disconnect?.();
