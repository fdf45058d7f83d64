"use server";

import { act } from "#lib/server/act.ts";
import { answerDoubt as answerDoubtCommand, answerDoubtInput } from "#lib/server/commands/answer-doubt.ts";
import {
  answerSpelling as answerSpellingCommand,
  answerSpellingInput,
  undoSpelling as undoSpellingCommand,
  undoSpellingInput,
} from "#lib/server/commands/answer-spelling.ts";
import {
  cancelImport as cancelImportCommand,
  cancelImportInput,
} from "#lib/server/commands/import-cancel.ts";
import {
  changeReading as changeReadingCommand,
  changeReadingInput,
} from "#lib/server/commands/import-reading.ts";
import { importSetInput } from "#lib/server/commands/import-set.ts";
import { startImport as startImportCommand } from "#lib/server/commands/import-start.ts";
import { undoImport as undoImportCommand, undoImportInput } from "#lib/server/commands/import-undo.ts";
import {
  takeInExport as takeInExportCommand,
  takeInExportInput,
} from "#lib/server/commands/take-in-export.ts";
import { previewSetInput, previewSet as previewSetQuery } from "#lib/server/queries/import-set-preview.ts";

export const startImport = act({ action: "import", input: importSetInput, run: startImportCommand });
export const cancelImport = act({ action: "import", input: cancelImportInput, run: cancelImportCommand });
export const undoImport = act({ action: "import", input: undoImportInput, run: undoImportCommand });
export const changeReading = act({ action: "import", input: changeReadingInput, run: changeReadingCommand });
export const previewSet = act({ action: "import", input: previewSetInput, run: previewSetQuery });
export const answerDoubt = act({ action: "import", input: answerDoubtInput, run: answerDoubtCommand });
export const answerSpelling = act({
  action: "import",
  input: answerSpellingInput,
  run: answerSpellingCommand,
});
export const undoSpelling = act({ action: "import", input: undoSpellingInput, run: undoSpellingCommand });
export const takeInExport = act({ action: "import", input: takeInExportInput, run: takeInExportCommand });
