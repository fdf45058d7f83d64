import { z } from "zod";
import { ok, type Result } from "#lib/errors/result.ts";
import { type SampleKind, sampleKinds, samples } from "#lib/samples/catalogue.ts";
import { customersCsv, eightQuartersMarket, leadsCsv } from "#lib/samples/eight-quarters.ts";
import { eightQuartersStory } from "#lib/samples/eight-quarters-story.ts";
import { lostCompaniesCsv } from "#lib/samples/lost-companies.ts";
import { eightQuartersMapping, securityStartupMapping } from "#lib/samples/mapping.ts";
import { salesHistory } from "#lib/samples/sales-history.ts";
import { securityStartupCsv } from "#lib/samples/security-startup.ts";
import { securityStartupStory } from "#lib/samples/security-startup-story.ts";
import { type SamplePerson, type SampleTeam, samplePeople } from "#lib/samples/story.ts";
import { type Actor, memberOf, mintWorkspaceId, type Person } from "#lib/server/actor.ts";
import { writeWorkspace } from "#lib/server/commands/create-workspace.ts";
import { importCsvText } from "#lib/server/commands/import-csv-text.ts";
import { deleteWorkspace } from "#lib/server/commands/remove-sample.ts";
import { storeRecords } from "#lib/server/commands/store-records.ts";
import { type Cast, done, writeStory } from "#lib/server/commands/write-story.ts";
import { inWorkspace, newId, type Tx } from "#lib/server/db.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export const openSampleInput = z.object({ kind: z.enum(sampleKinds) });

/** How long a sample may take to be made before it counts as abandoned: usually it is two seconds. */
const abandonedAfterMs = 120_000;

/** What `workspace.sample` says until everything is in it; a process that was killed leaves it so. */
const unfinished = (kind: SampleKind) => `unfinished ${kind}`;

/**
 * Opens a person's sample workspace of a kind, and makes it first where they have none: imported, written and
 * approved through the doors that real people use. One that could not be finished is taken back whole, and the
 * failure thrown; one that a killed process left behind is made anew.
 */
export async function openSample(
  person: Person,
  { kind }: z.output<typeof openSampleInput>,
): Promise<Result<{ slug: string }>> {
  const workspaceId = mintWorkspaceId(newId());
  const { slug, made, abandoned } = await inWorkspace(workspaceId, (tx) =>
    findOrMake(tx, workspaceId, person, kind),
  );
  for (const id of abandoned) await deleteWorkspace(mintWorkspaceId(id));
  if (!made) return ok({ slug });
  try {
    const owner = await actorIn(person, slug);
    await fill(owner, await hire(owner), kind);
    await inWorkspace(workspaceId, (tx) =>
      tx.workspace.updateMany({ where: { id: workspaceId }, data: { sample: kind } }),
    );
    return ok({ slug });
  } catch (error) {
    await deleteWorkspace(workspaceId);
    throw error;
  }
}

interface Found {
  readonly slug: string;
  readonly made: boolean;
  readonly abandoned: readonly string[];
}

/** The workspace of this kind that the person owns, or a new one. Two clicks at once make one. */
async function findOrMake(
  tx: Tx,
  workspaceId: WorkspaceId,
  person: Person,
  kind: SampleKind,
): Promise<Found> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`sample ${kind} ${person.userId}`}, 0))`;
  const rows = await tx.$queryRaw<{ workspaceId: string; slug: string; sample: string }[]>`
    select "workspaceId", slug, sample from memberships_of(${person.userId}::uuid)
    where sample in (${kind}, ${unfinished(kind)}) and role = 'owner' and not disabled`;
  const isAbandoned = (row: { workspaceId: string; sample: string }) =>
    row.sample !== kind && Date.now() - bornAt(row.workspaceId) > abandonedAfterMs;
  const abandoned = rows.filter(isAbandoned).map((row) => row.workspaceId);
  const found = rows.find((row) => !isAbandoned(row));
  if (found) return { slug: found.slug, made: false, abandoned };
  const name = samples.find((sample) => sample.kind === kind)?.title ?? kind;
  const sample = unfinished(kind);
  const { slug } = await writeWorkspace(tx, workspaceId, { name, sample, ownerId: person.userId });
  return { slug, made: true, abandoned };
}

/** When an id was made, in ms since 1970: the first 48 bits of a UUIDv7 (RFC 9562). */
const bornAt = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

async function actorIn(person: Person, slug: string): Promise<Actor> {
  const actor = await memberOf(person, slug);
  if (!actor) throw new Error("The sample's own people are no members of it.");
  return actor;
}

/** Adds the invented people. Without a password nobody can ever sign in as them. */
async function hire(owner: Actor): Promise<Cast> {
  const cast: Partial<Record<SampleTeam, Actor>> = {};
  for (const person of samplePeople) cast[person.team] = await hireOne(owner, person);
  const { marketing, sales, product } = cast;
  if (!marketing || !sales || !product) throw new Error("A team of the sample has nobody.");
  return { marketing, sales, product };
}

async function hireOne(owner: Actor, { name, team }: SamplePerson): Promise<Actor> {
  const userId = newId();
  const email = `${team}.${userId}@sample.invalid`;
  await inWorkspace(owner.workspaceId, async (tx) => {
    await tx.user.create({ data: { id: userId, email, name } });
    await tx.membership.create({
      data: { workspaceId: owner.workspaceId, id: newId(), userId, role: "editor", teams: [team] },
    });
  });
  return actorIn({ userId, name, email, sessionId: owner.sessionId }, owner.workspace.slug);
}

async function fill(owner: Actor, cast: Cast, kind: SampleKind): Promise<void> {
  if (kind === "security-startup") {
    const [fileName, text] = ["security-startup.csv", securityStartupCsv()];
    done(await importCsvText(owner, { fileName, text, mapping: securityStartupMapping }));
    await writeStory(cast, securityStartupStory);
    return;
  }
  const market = eightQuartersMarket();
  const [fileName, text] = ["customers.csv", customersCsv(market)];
  done(await importCsvText(owner, { fileName, text, mapping: eightQuartersMapping }));
  for (const file of salesHistory(market)) await storeRecords(owner, file);
  const lost = { kind: "company", fileName: "lost-companies.csv", text: lostCompaniesCsv(market) } as const;
  await storeRecords(owner, lost);
  await storeRecords(owner, { kind: "lead", fileName: "leads.csv", text: leadsCsv(market) });
  await writeStory(cast, eightQuartersStory);
}
