import pg from "pg";
import { expect, test } from "vitest";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { type IcpContent, thaw } from "#lib/icp/content.ts";
import { mintWorkspaceId } from "#lib/server/actor.ts";
import { signIn } from "#lib/server/auth.ts";
import { writeWorkspace } from "#lib/server/commands/create-workspace.ts";
import { openSample } from "#lib/server/commands/open-sample.ts";
import { removeSample } from "#lib/server/commands/remove-sample.ts";
import { shareVersion } from "#lib/server/commands/share-version.ts";
import { inWorkspace, newId, outsideWorkspaces } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadPatterns } from "#lib/server/queries/load-patterns.ts";
import { loadSharedVersion } from "#lib/server/queries/load-shared-version.ts";
import { listMembers } from "#lib/server/queries/people.ts";
import { auditPage } from "#lib/server/queries/settings.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  actorIn,
  type MadePerson,
  makeMember,
  makePerson,
  makeWorkspace,
} from "../../../prisma/factories.ts";

const database = useDatabase();

async function opened(person: MadePerson, kind: "security-startup" | "eight-quarters") {
  const sample = await openSample(person, { kind });
  if (!sample.ok) throw new Error(sample.error);
  return actorIn(person, sample.value.slug);
}

test("the security start-up opens with its customers and a draft whose evidence is real", async () => {
  const owner = await opened(await makePerson(), "security-startup");
  expect(owner).toMatchObject({ role: "owner", workspace: { sample: "security-startup" } });
  const { customers, outcomes, lookedAt } = await loadPatterns(owner);
  expect(customers).toBe(50);
  expect(lookedAt?.length).toBeLessThanOrEqual(10);
  expect(outcomes.length).toBeGreaterThan(3);
  const { document } = await inWorkspace(owner.workspaceId, (tx) => readDraft(tx, owner.workspaceId));
  expect(document.criteria).toHaveLength(7);
  const deployment = document.criteria.find(({ when }) => when[0]?.attribute === "Deployment");
  expect(deployment).toMatchObject({
    kind: "disqualifier",
    evidence: { source: "pattern", label: "Deployment: On-premises" },
  });
  expect(
    document.criteria.filter(({ evidence }) => evidence?.source === "pattern").length,
  ).toBeGreaterThanOrEqual(4);
});

const attributeOf = (findings: OutcomeFindings | undefined, name: string) => {
  const found = findings?.attributes.find(({ attribute }) => attribute === name);
  if (!found) throw new Error(`${name} was not analysed`);
  return found;
};

test("eight quarters show the must-have, the disqualifier, the null trait, the reversal and the leak", async () => {
  const owner = await opened(await makePerson(), "eight-quarters");
  const { customers, outcomes } = await loadPatterns(owner);
  expect(customers).toBe(612);
  const good = outcomes.find(({ outcome }) => outcome === "good customer");
  const level = (attribute: string, value: string) => {
    const pattern = attributeOf(good, attribute).patterns.find((one) => one.level === value);
    if (!pattern) throw new Error(`${attribute} has no ${value}`);
    return pattern;
  };
  expect(level("Revenue model", "Recurring")).toMatchObject({ verdict: "supported", direction: "good" });
  expect(level("Ledger", "Custom-built")).toMatchObject({ verdict: "supported", direction: "poor" });
  expect(attributeOf(good, "CRM").patterns.some(({ verdict }) => verdict === "supported")).toBe(false);
  expect(attributeOf(good, "Early exit requested").leaking).toBe(true);
  const partner = level("Sold through", "Partner");
  expect(partner.inside.value).toBeLessThan(partner.rest.value);
  expect(partner.warnings.some((warning) => warning.kind === "reversal" && warning.by === "Segment")).toBe(
    true,
  );
});

test("eight quarters hold two versions that three invented people agreed on, and records for later", async () => {
  const owner = await opened(await makePerson(), "eight-quarters");
  const { versions, kinds } = await inWorkspace(owner.workspaceId, async (tx) => ({
    versions: await tx.version.findMany({
      where: { workspaceId: owner.workspaceId },
      orderBy: { number: "asc" },
    }),
    kinds: await tx.record.groupBy({
      by: ["kind"],
      where: { workspaceId: owner.workspaceId },
      _count: true,
    }),
  }));
  expect(versions.map(({ number }) => number)).toEqual([1, 2]);
  const [first, second] = versions.map(({ content }) => thaw(content)) as [IcpContent, IcpContent];
  const traits = (content: IcpContent) => content.criteria.map(({ when }) => when[0]?.attribute);
  expect(traits(first)).toContain("Sold through");
  expect(traits(second)).not.toContain("Sold through");
  expect(traits(second)).toEqual(expect.arrayContaining(["Ledger", "Finance owner", "Revenue model"]));
  const verdicts = second.criteria.flatMap(({ evidence }) =>
    evidence?.source === "pattern" ? [evidence.verdict] : [],
  );
  expect(verdicts.length).toBeGreaterThanOrEqual(5);
  expect(new Set(verdicts)).toEqual(new Set(["supported"]));
  expect(versions[1]?.decisions).toMatchObject([
    { decision: "approve" },
    { decision: "approve" },
    { decision: "approve" },
  ]);
  expect(versions.map(({ publishedAt }) => publishedAt.toISOString().slice(0, 10))).toEqual([
    "2026-03-31",
    "2026-06-30",
  ]);
  for (const { decisions, publishedAt } of versions)
    for (const { at } of decisions as { at: string }[])
      expect(publishedAt.getTime() - Date.parse(at)).toBeGreaterThan(0);
  const counts = Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]));
  // The customers, and the companies whose deals were lost.
  expect(counts).toMatchObject({ company: 612 + 655, lead: 420, person: 612 });
  expect(counts.deal).toBeGreaterThan(1200);
  expect(counts.ticket).toBeGreaterThan(2000);
  const invented = (await listMembers(owner)).filter((member) => member.invented);
  expect(invented.map(({ name }) => name)).toEqual(["Anna Weber", "Tomás Silva", "Mei Chen"]);
  for (const { email } of invented) {
    const entered = await signIn({
      email,
      password: "nobody has this password",
      address: email,
      userAgent: "",
    });
    expect(entered).toEqual({ ok: false, error: "wrong-password" });
  }
  expect((await auditPage(owner, 1)).brokenAt).toBeNull();
  const link = await shareVersion(owner, { version: 2, label: "", days: 7 });
  expect(link.ok && (await loadSharedVersion(link.value.token))).toMatchObject({ number: 2, sample: true });
});

test("opening it again, or twice at once, leads to the same sample", async () => {
  const person = await makePerson();
  const both = await Promise.all([1, 2].map(() => openSample(person, { kind: "security-startup" })));
  const again = await openSample(person, { kind: "security-startup" });
  expect(both).toEqual([again, again]);
  const other = await openSample(await makePerson(), { kind: "security-startup" });
  expect(other).not.toEqual(again);
});

test("a sample that a killed process left half made is made anew", async () => {
  const person = await makePerson();
  const old = mintWorkspaceId(newId(Date.now() - 600_000));
  await inWorkspace(old, (tx) =>
    writeWorkspace(tx, old, { name: "Half", sample: "unfinished security-startup", ownerId: person.userId }),
  );
  const owner = await opened(person, "security-startup");
  expect(owner.workspaceId).not.toBe(old);
  expect(owner.workspace.sample).toBe("security-startup");
  expect(await rowsOf(old)).toEqual([]);
});

test("removing it leaves nothing, and nothing else is touched", async () => {
  const person = await makePerson();
  const own = await makeWorkspace({ owner: person, name: "My own" });
  const sample = await opened(person, "eight-quarters");
  const invented = (await listMembers(sample))
    .filter((member) => member.invented)
    .map(({ userId }) => userId);
  expect(await removeSample(await makeMember(sample, { role: "editor" }))).toEqual({
    ok: false,
    error: "not-allowed",
  });
  expect(await removeSample(own)).toEqual({ ok: false, error: "not-allowed" });
  expect(await removeSample(sample)).toEqual({
    ok: true,
    value: { next: `/w/${own.workspace.slug}/overview` },
  });
  expect(await rowsOf(sample.workspaceId)).toEqual([]);
  expect(await outsideWorkspaces().user.count({ where: { id: { in: invented } } })).toBe(0);
  expect((await listMembers(own)).length).toBe(1);
});

/** Every table that still holds a row of the workspace, as the owner of the database sees it. */
async function rowsOf(workspaceId: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'workspaceId'`,
    );
    const left: string[] = [];
    for (const { name } of rows) {
      const found = await client.query(
        `select from ${client.escapeIdentifier(name)} where "workspaceId" = $1 limit 1`,
        [workspaceId],
      );
      if (found.rowCount !== 0) left.push(name);
    }
    return left;
  } finally {
    await client.end();
  }
}
