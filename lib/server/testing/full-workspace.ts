import type { Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { answerDoubt } from "#lib/server/commands/answer-doubt.ts";
import { answerSpelling } from "#lib/server/commands/answer-spelling.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { exclude } from "#lib/server/commands/exclude.ts";
import { beginArriving } from "#lib/server/commands/import-arriving.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { invite } from "#lib/server/commands/invite.ts";
import { propose } from "#lib/server/commands/propose.ts";
import { publish } from "#lib/server/commands/publish.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { shareVersion } from "#lib/server/commands/share-version.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { guessOf, uploadText } from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

/** A workspace with something of everything in it, and the ids by which each could be asked for. */
export interface FullWorkspace {
  /** Every word of this workspace's own begins with it, so that a leak can be told. */
  readonly mark: string;
  readonly owner: Actor;
  readonly editor: Actor;
  readonly viewer: Actor;
  readonly account: string;
  readonly upload: string;
  /** A file of the owner's of which nothing has arrived yet. */
  readonly arriving: string;
  readonly import: string;
  /** Files imported together, which brought nothing but people of no account. */
  readonly set: string;
  /** Of the last account. */
  readonly exclusion: string;
  readonly attribute: string;
  readonly pattern: string;
  readonly criterion: string;
  readonly revision: number;
  /** The newest version and the proposal that is open after it. */
  readonly version: number;
  readonly proposal: string;
  readonly hash: string;
  readonly link: string;
  readonly linkToken: string;
  readonly invitation: string;
  readonly invitationToken: string;
  readonly membership: string;
}

/** Sixty customers; every third has left, and the plan goes with it. */
function tableOf(mark: string): string {
  const rows = Array.from({ length: 60 }, (_, n) => {
    const left = n % 3 === 0;
    return `${mark}-${n},${mark} Firm ${n},${left ? "Basic" : "Pro"},${n % 7},${n % 40},${left ? "Yes" : "No"}`;
  });
  return `Customer ID,Company,${mark} plan,Seats,Tenure in months,Churn\n${rows.join("\n")}\n`;
}

/** A file of people whose companies nobody knows, imported as a set. */
async function importPeople(owner: Actor, mark: string): Promise<string> {
  const text = `Record ID,First Name,Last Name,Email,Job Title,Contact owner\n1,${mark},Doe,doe@gmail.com,CISO,X\n`;
  const uploadIds = [await uploadText(owner, text, `${mark} people.csv`)];
  return value(await importSet(owner, { uploadIds, asOf: null, skipBadRows: false })).setId;
}

/** Makes a workspace of which every row is told by `mark`, with so many published versions and an open proposal. */
export async function makeFullWorkspace(mark: string, versions: number): Promise<FullWorkspace> {
  const owner = await makeWorkspace({ name: `${mark} works` });
  const editor = await makeMember(owner, { name: `${mark} editor`, teams: ["sales"] });
  const viewer = await makeMember(owner, { name: `${mark} viewer`, role: "viewer", teams: ["sales"] });
  const upload = await uploadText(owner, tableOf(mark), `${mark}.csv`);
  const mapping = await guessOf(owner, upload);
  const imported = value(await importTable(owner, { uploadId: upload, mapping, skipBadRows: false }));
  const attribute = `${mark} plan`;
  const criterion = newId();
  await edit(owner, ruleOn(criterion, attribute, mark));
  for (let number = 1; number <= versions; number++) await agree(owner, `${mark} profile ${number}`);
  const open = await proposed(owner, `${mark} profile, once more`);
  const link = value(await shareVersion(owner, { version: versions, label: `${mark} board`, days: 30 }));
  const invited = value(
    await invite(owner, { role: "editor", teams: ["sales"], note: `${mark} guest`, days: 7 }),
  );
  const last = await inWorkspace(owner.workspaceId, (tx) =>
    tx.account.findFirstOrThrow({ orderBy: { identity: "desc" } }),
  );
  value(
    await answerDoubt(owner, {
      reason: "same domain",
      value: `${mark}.example`,
      answer: { kind: "apart" },
    }),
  );
  const set = await importPeople(owner, mark);
  const excluded = value(await exclude(owner, { accountId: last.id, reason: `${mark} anomaly` }));
  value(await answerSpelling(owner, { attribute, from: "Pro", to: "pro", same: false }));
  const arriving = value(await beginArriving(owner, { fileName: `${mark}.csv`, bytes: 9, modified: 1 }));
  // Of sixty customers none is held back: a look that a larger table would have had.
  await inWorkspace(owner.workspaceId, ({ holdoutLook }) =>
    holdoutLook.create({
      data: {
        workspaceId: owner.workspaceId,
        holdout: `${mark} holdout`,
        subject: "found",
        lookedBy: owner.userId,
      },
    }),
  );
  await inWorkspace(owner.workspaceId, ({ definitionTry }) =>
    definitionTry.createMany({
      data: [
        { workspaceId: owner.workspaceId, definition: `${mark} definition`, dataRevision: 1, accounts: 60 },
      ],
      skipDuplicates: true,
    }),
  );
  const ids = await inWorkspace(owner.workspaceId, async (tx) => ({
    account: (await tx.account.findFirstOrThrow({ orderBy: { identity: "asc" } })).id,
    membership: (await tx.membership.findFirstOrThrow({ where: { userId: editor.userId } })).id,
    revision: (await readDraft(tx, owner.workspaceId)).revision,
  }));
  return {
    ...{ mark, owner, editor, viewer, upload, attribute, criterion, ...ids },
    import: imported.importId,
    set,
    exclusion: excluded.exclusionId,
    arriving: arriving.id,
    pattern: `${attribute}=Basic`,
    version: versions,
    proposal: open.id,
    hash: open.hash,
    link: link.id,
    linkToken: link.token,
    invitation: invited.id,
    invitationToken: invited.token,
  };
}

function ruleOn(id: string, attribute: string, mark: string): Edit {
  const words = { question: `${mark} question`, crmField: "", rationale: `${mark} reason`, owner: "" };
  const when = [{ attribute, operator: "equals" as const, value: "Pro" }];
  const item = { id, kind: "must-have" as const, when, points: null, evidence: null, ...words };
  return { edit: "add", list: "criteria", item };
}

async function edit(actor: Actor, one: Edit): Promise<number> {
  const { revision } = await inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
  return value(await saveEdit(actor, { base: revision, edit: one })).revision;
}

async function proposed(actor: Actor, text: string) {
  const base = await edit(actor, { edit: "set text", part: "profile", text });
  return value(await propose(actor, { base, summary: text }));
}

async function agree(actor: Actor, profile: string): Promise<void> {
  const { id, hash } = await proposed(actor, profile);
  for (const team of ["marketing", "sales", "product"] as const) {
    value(
      await decide(actor, { proposal: id, hash, team, decision: "approve", reason: `${profile}, agreed` }),
    );
  }
  value(await publish(actor, { proposal: id, hash, reason: "" }));
}
