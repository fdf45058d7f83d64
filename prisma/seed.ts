import { randomBytes } from "node:crypto";
import { samples } from "#lib/samples/catalogue.ts";
import { openSample } from "#lib/server/commands/open-sample.ts";
import { isClaimed } from "#lib/server/welcome.ts";
import { makePerson, makeWorkspace } from "./factories.ts";

/**
 * Fills an empty database for somebody who develops: an owner, an empty workspace and both samples. Returns whom to sign
 * in as; throws an Error where the installation has an owner.
 */
export async function seed(): Promise<{ readonly email: string; readonly password: string }> {
  if (await isClaimed()) throw new Error("This workshop has an owner already. Only an empty one is filled.");
  // Its own each time: a password that everybody could read here would open whatever is filled.
  const password = randomBytes(12).toString("base64url");
  const owner = await makePerson({ name: "Anna Weber", email: "owner@workshop.example", password });
  await makeWorkspace({ owner });
  for (const { kind } of samples) await openSample(owner, { kind });
  return { email: owner.email, password };
}
