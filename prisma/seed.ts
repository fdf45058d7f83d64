import { samples } from "#lib/samples/catalogue.ts";
import { openSample } from "#lib/server/commands/open-sample.ts";
import { disconnect } from "#lib/server/disconnect.ts";
import { makePerson, makeWorkspace, usualPassword } from "./factories.ts";

// Fills a developer's empty database: an owner, an empty workspace and both samples. DATABASE_URL says where.
try {
  const owner = await makePerson({ name: "Anna Weber", email: "owner@workshop.example" });
  await makeWorkspace({ owner });
  for (const { kind } of samples) await openSample(owner, { kind });
  console.log(`Sign in as ${owner.email} with the password "${usualPassword}".`);
} finally {
  await disconnect();
}
