import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { isoDate } from "#lib/import/value.ts";
import type { ExportFile } from "#lib/samples/testing/exports-file.ts";
import type { StoryCompany } from "#lib/samples/testing/exports-story.ts";
import type { Actor } from "#lib/server/actor.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { type LoadedAccount, loadAccounts } from "#lib/server/queries/load-accounts.ts";
import { streamOf } from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";

/** Takes a file in as a tool wrote it. */
export async function uploadExport(
  actor: Actor,
  { name, text, encoding, mark }: ExportFile,
): Promise<string> {
  const bytes = Buffer.from((mark ? "\ufeff" : "") + text, encoding);
  const taken = await receiveUpload(actor, { fileName: name, length: bytes.length, body: streamOf(bytes) });
  return value(taken).id;
}

export async function uploadExports(actor: Actor, files: readonly ExportFile[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) ids.push(await uploadExport(actor, file));
  return ids;
}

/** Imports files together, problems skipped. */
export async function importExports(actor: Actor, files: readonly ExportFile[], exportedOn: number) {
  const uploadIds = await uploadExports(actor, files);
  return value(await importSet(actor, { uploadIds, asOf: isoDate(exportedOn), skipBadRows: true }));
}

/** What importing these files together would do. */
export async function previewExports(actor: Actor, files: readonly ExportFile[], exportedOn: number) {
  const uploadIds = await uploadExports(actor, files);
  return value(await previewSet(actor, { uploadIds, asOf: isoDate(exportedOn), whole: true }));
}

/** How much a workspace holds: what a dry run, or an import that does not come about, must leave alone. */
export async function storedCounts(actor: Actor) {
  return inWorkspace(actor.workspaceId, async (tx) => ({
    records: await tx.record.count(),
    accounts: await tx.account.count(),
    imports: await tx.import.count(),
    frames: await tx.frame.count(),
    revision: (await tx.workspace.findFirstOrThrow()).dataRevision,
  }));
}

export const plainFile = (name: string, text: string): ExportFile => ({
  name,
  text,
  encoding: "utf8",
  mark: false,
});

/** Two files of the same headings, or the file itself where a cell of it runs over several lines. */
export function halvesOf(file: ExportFile): ExportFile[] {
  const end = file.text.includes("\r\n") ? "\r\n" : "\n";
  const [headings, ...lines] = file.text.split(end);
  if (file.name.startsWith("zendesk")) return [file];
  const middle = Math.floor(lines.length / 2);
  return [lines.slice(0, middle), lines.slice(middle)].map((part, i) => ({
    ...file,
    name: `half-${i}-${file.name}`,
    text: [headings, ...part].join(end),
  }));
}

/** Everything that is known of the accounts of a workspace, by identity; ids are left out unless asked for. */
export async function accountsByIdentity(actor: Actor): Promise<Map<string, Omit<LoadedAccount, "id">>> {
  const stored = await storedAccounts(actor);
  const loaded = await loadAccounts(actor, [...stored.values()]);
  const byId = new Map(loaded.map(({ id, ...account }) => [id, account]));
  return new Map([...stored].map(([identity, id]) => [identity, byId.get(id)!]));
}

/** The ids of all accounts, by identity. */
export async function storedAccounts(actor: Actor): Promise<Map<string, string>> {
  const { workspaceId } = actor;
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.account.findMany({ where: { workspaceId }, orderBy: { identity: "asc" } }),
  );
  return new Map(rows.map(({ identity, id }) => [identity, id]));
}

/** What the story says must be known of a company, in the words of the workspace. */
export function factsOf({ industry, country, deals, customer }: StoryCompany, exportedOn: number) {
  const won = deals.filter((deal) => deal.won === true);
  const lost = deals.filter((deal) => deal.won === false);
  const current =
    customer === null ? null : customer.churned === null ? (customer.upgrade?.mrr ?? customer.firstMrr) : 0;
  const end = customer?.churned ?? exportedOn;
  const followed = customer === null ? 0 : end - customer.start + 1;
  const tickets = customer?.tickets ?? [];
  return {
    values: { Industry: industry, "Country/Region": country, "Loss reason": lost.at(-1)?.reason ?? null },
    outcomes: {
      "First MRR": customer?.firstMrr ?? null,
      "Current MRR": current,
      Expansion:
        customer === null || customer.churned !== null || current === null
          ? null
          : current / customer.firstMrr - 1,
      "Win rate": won.length + lost.length === 0 ? null : won.length / (won.length + lost.length),
      "Deals lost": deals.length === 0 ? null : lost.length,
      "Sales cycle days": won[0] === undefined ? null : won[0].closed - won[0].created,
      "First deal amount": won[0]?.amount ?? null,
      "Won amount": won.length === 0 ? null : won.reduce((sum, { amount }) => sum + amount, 0),
      "Onboarding days": customer === null || won[0] === undefined ? null : customer.start - won[0].closed,
      "Tickets in the first 90 days":
        customer === null || followed < 90 ? null : tickets.filter((day) => day < customer.start + 90).length,
      "Tickets per 90 days": followed < 90 ? null : (tickets.length / followed) * 90,
    },
    retention:
      customer === null
        ? null
        : { left: customer.churned !== null, months: (end - customer.start) / daysPerMonth },
    startedOn:
      customer !== null ? isoDate(customer.start) : won[0] === undefined ? null : isoDate(won[0].closed),
  };
}
