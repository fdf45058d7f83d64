import { Download } from "lucide-react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { ImportedSet } from "#lib/import/import-set.ts";
import { buttonClass } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Table, Td, Th } from "../ui/table";
import { AllImports } from "./all-imports";
import { type Cancel, CancelImport } from "./cancel-import";
import { ImportStateBadge } from "./past-imports";
import { ProblemList } from "./problem-list";
import { type Undo, UndoImport } from "./undo-import";
import { ChangedCells, linesOf, NewThings } from "./wizard/change-parts";
import { JoinFigures } from "./wizard/join-figures";
import { changeWords } from "./wizard/step-words";
import { sayDay } from "./words";

interface PastImportProps {
  workspace: string;
  imported: ImportedSet;
  /** Null for those who may not. */
  undo: Undo | null;
  cancel: Cancel | null;
}

/** One import, of a file or several: what each brought, how it was joined, what changed, what could not be read. */
export function PastImport({ workspace, imported, undo, cancel }: PastImportProps) {
  const { files, change, joins, problems, issues, state } = imported;
  const [first] = files;
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const what = files.length === 1 ? (first?.fileName ?? "") : formatCounted(files.length, "file");
  const words = change && changeWords(change);
  return (
    <>
      <PageHeader
        back={<AllImports workspace={workspace} />}
        title={words === null ? what : `${what}: ${words}`}
        summary={
          <>
            <ImportStateBadge state={state} /> {sayDay(imported.at)}, by {imported.by}
            {imported.undoneAt !== null && `; undone ${sayDay(imported.undoneAt)}`}
          </>
        }
        actions={
          <>
            {undo && first && state === "done" && (
              <UndoImport importId={first.importId} what={what} rows={rows} undo={undo} />
            )}
            {cancel && first && state === "running" && (
              <CancelImport importId={first.importId} cancel={cancel} />
            )}
          </>
        }
      />
      <div className="space-y-5">
        {state === "failed" && imported.failure !== null && <Notice tone="error">{imported.failure}</Notice>}
        {imported.startedAgain && (state === "running" || state === "done") && (
          <Notice title="Begun again after the server stopped.">
            {state === "running" ? "Nothing comes in twice." : "Nothing came in twice."}
          </Notice>
        )}
        <Card title="Files">
          <SetFiles files={files} />
        </Card>
        {joins && (
          <Card title="How the rows were joined">
            <JoinFigures joins={joins} />
          </Card>
        )}
        {change && (
          <>
            <NewThings change={change} level={2} />
            <ChangedCells change={change} level={2} />
          </>
        )}
        {problems > 0 && (
          <Card
            padding="flush"
            className="overflow-hidden"
            title={formatCounted(problems, "problem")}
            actions={
              <a
                href={`/api/imports/${workspace}/${imported.id}/problems`}
                download
                className={buttonClass({ size: "sm" })}
              >
                <Download aria-hidden="true" /> Download
              </a>
            }
          >
            <ProblemList label="Problems" problems={linesOf(issues, files.length > 1)} />
            {problems > issues.length && (
              <p className="border-t border-line px-5 py-3 text-sm text-muted">
                These are the first {formatCount(issues.length)} of {formatCount(problems)}.
              </p>
            )}
          </Card>
        )}
      </div>
    </>
  );
}

function SetFiles({ files }: { files: ImportedSet["files"] }) {
  return (
    <Table caption="Files of the import" hideCaption>
      <thead>
        <tr>
          <Th>File</Th>
          <Th>What it is</Th>
          <Th figure>Rows</Th>
          <Th figure>Set aside</Th>
          <Th figure>Problems</Th>
        </tr>
      </thead>
      <tbody>
        {files.map(({ importId, fileName, source, rows, setAside, problems }) => (
          <tr key={importId}>
            <Td className="min-w-40 font-medium break-words">{fileName}</Td>
            <Td>{source}</Td>
            <Td figure>{formatCount(rows)}</Td>
            <Td figure>{formatCount(setAside)}</Td>
            <Td figure>{formatCount(problems)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
