import { joinWorkspace } from "#lib/import/join-plan.ts";
import { joinRowsOf } from "#lib/import/join-rows.ts";
import { createPlacedRows } from "#lib/import/placed-rows.ts";
import { finish } from "#lib/import/steps.ts";
import { answerDoubt } from "#lib/server/commands/answer-doubt.ts";
import { changeReading } from "#lib/server/commands/import-reading.ts";
import { importSet, startImportSet } from "#lib/server/commands/import-set.ts";
import { runSet } from "#lib/server/commands/import-set-run.ts";
import { moveRecords, rejoin, writeAccounts, writeJoinState } from "#lib/server/commands/join-workspace.ts";
import { inWorkspaceRaw, newId } from "#lib/server/db.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import { loadReading, openReading } from "#lib/server/queries/import-reading.ts";
import { earlierImports, previewSet } from "#lib/server/queries/import-set-preview.ts";
import { storedRows } from "#lib/server/queries/join-incoming.ts";
import { listAnswered, loadDoubts } from "#lib/server/queries/load-doubts.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { holdsNothing } from "#lib/server/queries/plain-table.ts";
import { openSet } from "#lib/server/queries/read-set.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { fileNamesOf, readAnswers } from "#lib/server/queries/workspace-rows.ts";
import { type CallTable, pure } from "#lib/server/testing/foreign-calls.ts";
import type { FullWorkspace } from "#lib/server/testing/full-workspace.ts";

const whole = { asOf: null, skipBadRows: true } as const;

const join = { table: "own", tool: "own", kind: "company", key: "1", ids: ["own id:1"] } as const;
const oneAccount = () =>
  finish(
    joinWorkspace(
      joinRowsOf([{ join: { ...join, domain: null, name: "Made up" }, order: 0, accountId: null }]),
      joinRowsOf([]),
      new Map(),
      newId,
    ),
  );

/** The tables of the other workspace, as its own member reads them. */
const tablesIn = ({ owner }: FullWorkspace) =>
  inWorkspaceRaw(owner.workspaceId, async (client) =>
    tablesOf(await readCountingImports(client, owner.workspaceId)),
  );

/** Commands that bring several files at once, called with another workspace's ids. */
export const setCommandCalls: CallTable = {
  "answer-doubt.ts": {
    answerDoubt: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { mark }) =>
          answerDoubt(actor, { reason: "same domain", value: `${mark}.example`, answer: null }),
      },
    ],
  },
  "import-reading.ts": {
    changeReading: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { upload: uploadId }) => changeReading(actor, { uploadId, change: {} }),
      },
    ],
  },
  "import-set.ts": {
    resumeSet: "runs what takeUpImports has taken up, as whoever began it",
    importSet: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { upload }) => importSet(actor, { uploadIds: [upload], ...whole }),
      },
    ],
    startImportSet: [
      {
        needs: "import",
        answer: "not-found",
        run: (actor, { upload }) => startImportSet(actor, { uploadIds: [upload], ...whole }),
      },
    ],
  },
  "import-set-run.ts": {
    // Our own file, announced under the id of their import: its rows must not land there.
    runSet: [
      {
        answer: "import-stopped",
        run: async (actor, { import: importId, set: setId }, ours) => {
          const read = await openReading(ours.owner, ours.upload);
          if (!read.ok || read.value.opened === null) throw new Error("our own upload cannot be read");
          const files = [{ importId, opened: read.value.opened, hash: "0" }];
          return runSet(actor, { setId, attempt: 1, files, ...whole });
        },
      },
    ],
  },
  "import-set-write.ts": {
    replaceSameFiles: "runs within runSet, in the actor's own workspace",
    writeRecords: "runs within runSet, in the actor's own workspace",
    markDone: "runs within runSet, in the actor's own workspace",
    rememberReadings: "runs within runSet, in the actor's own workspace",
  },
  "join-workspace.ts": {
    joinCountsOf: pure,
    writeAccounts: [
      {
        answer: "refused",
        run: (actor, { owner }) =>
          inWorkspaceRaw(actor.workspaceId, (client) =>
            writeAccounts(client, owner.workspaceId, oneAccount()),
          ),
      },
    ],
    moveRecords: [
      {
        answer: "nothing",
        run: async (actor, theirs) => {
          const tables = await tablesIn(theirs);
          const placed = createPlacedRows();
          placed.add({ join: { ...join, domain: null, name: null }, order: 0, accountId: null }, 0, 2);
          return inWorkspaceRaw(actor.workspaceId, (client) =>
            moveRecords(client, theirs.owner.workspaceId, { placed, stored: 1, tables }, oneAccount()),
          );
        },
      },
    ],
    writeJoinState: [
      {
        answer: "nothing",
        run: (actor, { owner }) =>
          inWorkspaceRaw(actor.workspaceId, (client) =>
            writeJoinState(client, owner.workspaceId, oneAccount(), () => ({
              join: { ...join, domain: null, name: null },
              fileName: "",
              row: 1,
            })),
          ),
      },
    ],
    rejoin: [
      {
        answer: "nothing",
        run: async (actor, theirs) => {
          const tables = await tablesIn(theirs);
          return inWorkspaceRaw(actor.workspaceId, (client) =>
            rejoin(client, theirs.owner.workspaceId, tables),
          );
        },
      },
    ],
  },
};

/** What is told of several files at once, asked for with another workspace's ids. */
export const setQueryCalls: CallTable = {
  "import-reading.ts": {
    loadReading: [{ answer: "not-found", run: (actor, { upload }) => loadReading(actor, upload) }],
    openReading: [{ answer: "not-found", run: (actor, { upload }) => openReading(actor, upload) }],
    questionsOf: pure,
    understoodOf: pure,
  },
  "import-set-preview.ts": {
    hashOfReading: pure,
    earlierImports: [
      {
        answer: "nothing",
        run: async (actor, { owner, upload }) => {
          const theirs = await readUpload(owner, upload);
          return earlierImports(actor, theirs.ok ? [theirs.value.sha256] : []);
        },
      },
    ],
    progressOfLook: "tells of the actor's own look alone",
    stopLook: "ends the actor's own look alone",
    previewSet: [
      {
        answer: "not-found",
        run: (actor, { upload }) => previewSet(actor, { uploadIds: [upload], asOf: null, whole: true }),
      },
    ],
  },
  "load-doubts.ts": {
    listAnswered: [{ answer: "own", run: (actor) => listAnswered(actor) }],
    loadDoubts: [{ answer: "own", run: (actor) => loadDoubts(actor) }],
  },
  "load-import.ts": {
    loadImport: [
      { answer: "not-found", run: (actor, { set }) => loadImport(actor, set) },
      { answer: "not-found", run: (actor, theirs) => loadImport(actor, theirs.import) },
    ],
  },
  "plain-preview.ts": { previewPlain: "reads an upload that has been looked up and opened" },
  "plain-table.ts": {
    holdsNothing: [{ answer: "own", run: (actor) => holdsNothing(actor) }],
    plainTable: "looks into an upload that has been looked up and opened",
  },
  "read-set.ts": {
    StoppedByAsking: "is an error",
    openSet: [{ answer: "not-found", run: (actor, { upload }) => openSet(actor, [upload]) }],
    incomingTable: pure,
    readTable: "reads the file of an upload that openSet has found",
    collectTable: "reads the file of an upload that openSet has found",
    blockedBy: pure,
    issuesOf: pure,
    problemsOf: pure,
    latestOf: pure,
    openedOf: pure,
    todayInDays: "asks the clock",
  },
  "join-incoming.ts": {
    joinTogether: "joins the rows it is given; answers are read by readAnswers, which is tried for itself",
    rowTeller: "tells the rows it is given; names are read by fileNamesOf, which is tried for itself",
    storedRows: [
      {
        answer: "nothing",
        run: async (actor, theirs) => {
          const tables = await tablesIn(theirs);
          return inWorkspaceRaw(actor.workspaceId, (client) =>
            storedRows(client, theirs.owner.workspaceId, tables),
          ).then(({ stored }) => (stored === 0 ? null : stored));
        },
      },
    ],
  },
  "set-progress.ts": { createSetProgress: pure },
  "fold-dry.ts": {
    keepDryRows: "keeps the rows it is given, in a table of its own transaction",
    foldDry: "folds the rows it is given, in a table of its own transaction",
  },
  "workspace-rows.ts": {
    readWorkspaceRows: "adds what storedRows asks for, which is tried for itself",
    readAnswers: [
      {
        answer: "own",
        run: (actor, { owner }) =>
          inWorkspaceRaw(actor.workspaceId, (client) => readAnswers(client, owner.workspaceId)),
      },
    ],
    fileNamesOf: [
      {
        answer: "own",
        run: (actor, theirs) =>
          inWorkspaceRaw(actor.workspaceId, (client) =>
            fileNamesOf(client, theirs.owner.workspaceId, [theirs.import]),
          ),
      },
    ],
  },
};
