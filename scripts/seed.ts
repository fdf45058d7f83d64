import "./next-names.ts";
import path from "node:path";
import { bootDatabase } from "#lib/server/boot-database.ts";
import { readEnv } from "#lib/server/env.ts";
import { migrate, readMigrations } from "#lib/server/migrate.ts";
import { generateClient, root } from "./prepare.ts";

try {
  process.env.LOG_LEVEL ??= "warn";
  await generateClient();
  const database = await bootDatabase({ checkout: root, ...readEnv(process.env) });
  try {
    await migrate(database.url, await readMigrations(path.join(root, "prisma", "migrations")));
    process.env.DATABASE_URL = database.url;
    process.env.ICP_UPLOAD_DIR ||= path.join(database.directory ?? path.join(root, ".data"), "uploads");
    // Only now: before it is generated the client cannot be loaded.
    const { disconnect } = await import("#lib/server/disconnect.ts");
    const { seed } = await import("../prisma/seed.ts");
    const { email, password } = await seed().finally(disconnect);
    console.log(`Filled ${database.place}. Sign in as ${email} with the password ${password}`);
  } finally {
    await database.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.disconnect?.();
