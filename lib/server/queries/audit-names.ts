import { sayCriterion } from "#lib/criteria/say.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import type { Tx } from "#lib/server/db.ts";
import { namesOf, readDraft } from "#lib/server/queries/draft.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

interface Entry {
  readonly target: string;
  readonly detail: unknown;
}

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/;

/** The id an entry is about: of an edit the part of the draft, which stands in the detail. */
function idOf({ target, detail }: Entry): string | null {
  const where = typeof detail === "object" && detail !== null && "where" in detail ? detail.where : null;
  return uuid.exec(typeof where === "string" ? where : target)?.[0] ?? null;
}

/**
 * What the targets of audit entries are called today, in their order: an account, a person, the files of an import, a
 * proposal, a share link, a part of the draft. Null where nothing of that id is there any more.
 */
export async function targetNames(
  tx: Tx,
  workspaceId: WorkspaceId,
  entries: readonly Entry[],
): Promise<readonly (string | null)[]> {
  const ids = [...new Set(entries.map(idOf).filter((id) => id !== null))];
  const where = { workspaceId, id: { in: ids } };
  const accounts = await tx.account.findMany({ where, select: { id: true, name: true } });
  const proposals = await tx.proposal.findMany({ where, select: { id: true, number: true } });
  const links = await tx.shareLink.findMany({ where, include: { version: { select: { number: true } } } });
  const invited = await tx.invitation.findMany({ where, select: { id: true, note: true } });
  const { document } = await readDraft(tx, workspaceId);
  const names = new Map<string, string>([
    ...(await namesOf(tx, ids)),
    ...accounts.map(({ id, name }) => [id, name] as const),
    ...proposals.map(({ id, number }) => [id, `proposal ${number}`] as const),
    ...links.map(({ id, label, version }) => [id, linkName(label, version.number)] as const),
    ...invited.filter(({ note }) => note !== "").map(({ id, note }) => [id, note] as const),
    ...(await fileNames(tx, workspaceId, ids)),
    ...entriesOf(document),
  ]);
  return entries.map((entry) => names.get(idOf(entry) ?? "") ?? null);
}

const linkName = (label: string, version: number): string =>
  label === "" ? `a share link of version ${version}` : `the share link “${label}” of version ${version}`;

/** Of one import its file; of files imported together the first, and how many more. */
async function fileNames(tx: Tx, workspaceId: WorkspaceId, ids: readonly string[]) {
  const among = { in: [...ids] };
  const rows = await tx.import.findMany({
    where: { workspaceId, OR: [{ id: among }, { setId: among }] },
    select: { id: true, setId: true, fileName: true },
    orderBy: { fileName: "asc" },
  });
  const together = Map.groupBy(rows, ({ id, setId }) => setId ?? id);
  return [...together].map(([id, [first, ...more]]) => {
    const others =
      more.length === 0 ? "" : ` and ${more.length} more ${more.length === 1 ? "file" : "files"}`;
    return [id, `${first?.fileName ?? ""}${others}`] as const;
  });
}

function entriesOf(document: IcpDocument): (readonly [id: string, words: string])[] {
  return [
    ...document.criteria.map((one) => [one.id, sayCriterion(one)] as const),
    ...document.committee.map(({ id, title }) => [id, title] as const),
    ...document.voices.map(({ id, text }) => [id, text] as const),
    ...document.triggers.map(({ id, text }) => [id, text] as const),
    ...document.successConditions.map(({ id, text }) => [id, text] as const),
    ...document.bets.map(({ id, segment }) => [id, segment] as const),
  ];
}
