"use server";

import { act } from "#lib/server/act.ts";
import { cancelImport as cancelImportCommand, cancelImportInput } from "#lib/server/commands/import-cancel.ts";
import { saveMapping as saveMappingCommand } from "#lib/server/commands/import-save-mapping.ts";
import { importTableInput, startImport as startImportCommand } from "#lib/server/commands/import-table.ts";
import { undoImport as undoImportCommand, undoImportInput } from "#lib/server/commands/import-undo.ts";
import { checkImportInput } from "#lib/server/queries/import-check.ts";

export const saveMapping = act({ action: "import", input: checkImportInput, run: saveMappingCommand });
export const startImport = act({ action: "import", input: importTableInput, run: startImportCommand });
export const cancelImport = act({ action: "import", input: cancelImportInput, run: cancelImportCommand });
export const undoImport = act({ action: "import", input: undoImportInput, run: undoImportCommand });
