import "./next-names.ts";
import { emailSchema } from "#lib/access/person.ts";
import { bootDatabase, databaseName } from "#lib/server/boot-database.ts";
import { findEmbedded } from "#lib/server/embedded-postgres.ts";
import { readEnv } from "#lib/server/env.ts";
import { generateClient, root } from "./prepare.ts";

try {
  process.env.LOG_LEVEL ??= "warn";
  const email = emailSchema.safeParse(process.argv[2]);
  if (!email.success) throw new Error("Say whose: npm run password -- name@company.com");
  await generateClient();
  const env = readEnv(process.env);
  const running = env.databaseUrl ? null : await findEmbedded({ checkout: root, ...env });
  const database = running
    ? { url: running.url(databaseName), stop: async () => {} }
    : await bootDatabase({ checkout: root, ...env });
  try {
    process.env.DATABASE_URL = database.url;
    // Only now: before it is generated the client cannot be loaded.
    const { disconnect } = await import("#lib/server/disconnect.ts");
    const { givePassword } = await import("#lib/server/commands/own-account.ts");
    const password = await givePassword(email.data).finally(disconnect);
    if (!password) throw new Error(`Nobody signs in as ${email.data} here.`);
    console.log(`The new password of ${email.data} is ${password}. It can be changed under Settings, You.`);
  } finally {
    await database.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.disconnect?.();
