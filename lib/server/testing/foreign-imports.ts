import type { Frame } from "#lib/accounts/frame.ts";
import { answerSpelling, undoSpelling } from "#lib/server/commands/answer-spelling.ts";
import { endExclusion, exclude } from "#lib/server/commands/exclude.ts";
import { exportData } from "#lib/server/commands/export-data.ts";
import { beginArriving, finishArriving, receivePiece } from "#lib/server/commands/import-arriving.ts";
import { cancelImport } from "#lib/server/commands/import-cancel.ts";
import { importCsvText } from "#lib/server/commands/import-csv-text.ts";
import { runImport } from "#lib/server/commands/import-run.ts";
import { settleData, settleKnown } from "#lib/server/commands/import-settle-data.ts";
import { startImport } from "#lib/server/commands/import-start.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { receiveUpload, rememberUpload } from "#lib/server/commands/import-upload.ts";
import { createRowWriter } from "#lib/server/commands/import-write-rows.ts";
import { storeRecords } from "#lib/server/commands/store-records.ts";
import { takeInExport } from "#lib/server/commands/take-in-export.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { openUpload, readUpload } from "#lib/server/queries/read-upload.ts";
import type { CallTable } from "#lib/server/testing/foreign-calls.ts";
import type { FullWorkspace } from "#lib/server/testing/full-workspace.ts";
import { guessOf, streamOf } from "#lib/server/testing/tables.ts";

const emptyFrame: Frame = { accountIds: [], columns: [], retention: null, outcomes: [], startDays: null };

const mappingOf = ({ owner, upload }: FullWorkspace) => guessOf(owner, upload);

async function importOf(theirs: FullWorkspace, ours: FullWorkspace) {
  const uploadId = theirs.upload;
  return { uploadId, mapping: await mappingOf(ours), skipBadRows: false };
}

/** Our own upload, announced under the id of their import: its rows must not land there. */
async function jobOf(theirs: FullWorkspace, ours: FullWorkspace) {
  const upload = await readUpload(ours.owner, ours.upload);
  if (!upload.ok) throw new Error(upload.error);
  const table = await openUpload(upload.value);
  if (!table.ok) throw new Error(table.error);
  const mapping = await mappingOf(ours);
  return {
    importId: theirs.import,
    attempt: 1,
    upload: upload.value,
    table: table.value,
    mapping,
    skipBadRows: true,
  };
}

/** The commands that bring data and set it aside, called with another workspace’s ids. */
export const importCalls: CallTable = {
  "answer-spelling.ts": {
    answerSpelling: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { attribute }) =>
          answerSpelling(actor, { attribute, from: "Pro", to: "Basic", same: true }),
      },
    ],
    undoSpelling: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { attribute }) => undoSpelling(actor, { attribute, from: "Pro", to: "pro" }),
      },
    ],
  },
  "exclude.ts": {
    exclude: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, theirs) => exclude(actor, { accountId: theirs.account, reason: "Not ours" }),
      },
    ],
    endExclusion: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, theirs) => endExclusion(actor, { exclusionId: theirs.exclusion }),
      },
    ],
  },
  "export-data.ts": {
    exportData: [{ needs: "import", answer: "own", run: (actor) => exportData(actor, "csv") }],
  },
  "take-in-export.ts": {
    resumeTakeIn: "runs what takeUpImports has taken up, as whoever began it",
    takeInExport: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { upload }) => takeInExport(actor, { uploadId: upload }),
      },
    ],
  },
  "take-in-people.ts": { takeInPeople: "writes within the transaction of takeInExport" },
  "take-in-set-aside.ts": { takeInSetAside: "writes within the transaction of takeInExport" },
  "import-arriving.ts": {
    beginArriving: [
      {
        needs: "import",
        answer: "own",
        run: (actor) => beginArriving(actor, { fileName: "a.csv", bytes: 1, modified: 1 }),
      },
    ],
    receivePiece: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { arriving }) =>
          receivePiece(actor, arriving, { offset: 0, body: streamOf(Buffer.from("x")) }),
      },
    ],
    finishArriving: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { arriving }) => finishArriving(actor, { id: arriving, sha256: "0" }),
      },
    ],
  },
  "import-cancel.ts": {
    stopImportsOf: "stops what runs in a workspace that is being removed",
    cancelImport: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, theirs) => cancelImport(actor, { importId: theirs.import }),
      },
    ],
  },
  "import-csv-text.ts": {
    importCsvText: [
      {
        needs: "import",
        answer: "own",
        run: async (actor, _, ours) =>
          importCsvText(actor, {
            fileName: "more.csv",
            text: `Customer ID,Company,${ours.attribute},Seats,Tenure in months,Churn\n${actor.role},X,Pro,1,1,No\n`,
            mapping: await mappingOf(ours),
          }),
      },
    ],
  },
  "import-attempt.ts": {
    holdAttempt: "locks within the transaction of an import",
    mayStillImport: "asks of the actor's own workspace",
    failureToKeep: "pure",
    goesOn: "counts runs of an import that the actor's own command has announced",
  },
  "import-request.ts": {},
  "import-recover.ts": {
    takeUpImports: "runs at start and now and then, for whoever began the import",
    keepImportsGoing: "runs once at start, for nobody",
  },
  "import-run.ts": {
    runImport: [
      {
        answer: "import-stopped",
        run: async (actor, theirs, ours) => runImport(actor, await jobOf(theirs, ours)),
      },
    ],
  },
  "import-settle-data.ts": {
    settleData: [
      {
        answer: "nothing",
        run: (actor, { owner }) =>
          inWorkspaceRaw(actor.workspaceId, (client) => settleData(client, owner.workspaceId)),
      },
    ],
    settleAndTell: "settles for settleData, which is tried for itself",
    settleKnown: [
      {
        answer: "nothing",
        run: (actor, { owner }) =>
          inWorkspaceRaw(actor.workspaceId, (client) =>
            settleKnown(client, owner.workspaceId, { frame: emptyFrame, mappings: [] }),
          ),
      },
    ],
  },
  "import-start.ts": {
    startImport: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { upload }) =>
          startImport(actor, { uploadIds: [upload], asOf: null, skipBadRows: false }),
      },
    ],
  },
  "import-table.ts": {
    resumeTable: "runs what takeUpImports has taken up, as whoever began it",
    insertRunning: "announces within the actor's own workspace what has been looked up there",
    importTable: [
      {
        needs: "import",
        answer: "not-found",
        run: async (actor, theirs, ours) => importTable(actor, await importOf(theirs, ours)),
      },
    ],
    startTable: "announces within the actor's own workspace what has been opened there",
  },
  "import-undo.ts": {
    undoImport: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, theirs) => undoImport(actor, { importId: theirs.import }),
      },
    ],
  },
  "import-upload.ts": {
    oneLine: "pure",
    rememberUpload: [
      {
        answer: "refused",
        run: (actor, { upload: id, owner }) =>
          rememberUpload(
            { ...actor, workspaceId: owner.workspaceId },
            { id, fileName: "a.csv", bytes: 1, sha256: "0" },
            0,
          ),
      },
    ],
    receiveUpload: [
      {
        needs: "import",
        answer: "own",
        run: (actor) =>
          receiveUpload(actor, { fileName: "a.csv", length: 4, body: streamOf(Buffer.from("a,b\n")) }),
      },
    ],
  },
  "import-write-rows.ts": {
    createRowWriter: [
      {
        answer: "refused",
        run: (actor, { owner, import: importId }) =>
          inWorkspaceRaw(actor.workspaceId, async (client) => {
            const writer = createRowWriter(client, owner.workspaceId, importId, { isEmpty: true, now: 0 });
            const row = { identity: "x", name: "X", domain: null };
            await writer.write([{ row: row as never, cells: ["x"] }]);
            await writer.settle();
          }),
      },
    ],
  },
  "store-records.ts": {
    storeRecords: [
      {
        answer: "own",
        run: (actor) => storeRecords(actor, { kind: "lead", fileName: "leads.csv", text: "Name\nX\n" }),
      },
    ],
  },
};
