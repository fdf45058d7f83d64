// A process that writes rows as fast as it can and says which ones were acknowledged, so that a test can kill it.
import pg from "pg";
import { bootDatabase } from "#lib/server/boot-database.ts";

const [checkout = "", dataDirectory = "", durable = ""] = process.argv.slice(2);

try {
  const database = await bootDatabase({
    checkout,
    databaseUrl: null,
    dataDirectory,
    durable: durable === "durable",
  });
  process.once("SIGTERM", () => void database.stop().then(() => process.exit(0)));
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  await client.query("create table if not exists written (id int generated always as identity, run int)");
  process.send?.({ ready: true });
  for (;;) {
    const { rows } = await client.query("insert into written (run) values ($1) returning id", [process.pid]);
    process.send?.({ acknowledged: rows[0].id });
  }
} catch (error) {
  process.send?.({ refused: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
