"use client";

import { Download } from "lucide-react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { SetChange, SetPreview } from "#lib/import/import-set.ts";
import { Button, buttonClass } from "../../ui/button";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { Table, Td, Th } from "../../ui/table";
import { ProblemList } from "../problem-list";

/** What the import would do to the data, before it does it. */
export function ChangeStep({
  preview,
  download,
  mend,
}: {
  preview: SetPreview;
  download: string;
  /** To the columns, where what stands in the way is answered. */
  mend: () => void;
}) {
  const { change, blocked } = preview;
  return (
    <>
      {blocked.length > 0 && (
        <Notice
          tone="warn"
          title="To be answered before the import"
          actions={
            <Button size="sm" onClick={mend}>
              Go to the columns
            </Button>
          }
        >
          <ul>
            {blocked.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      {(change.newNames.length > 0 || change.newColumns.length > 0) && (
        <Card level={3} title="New">
          <NewThings change={change} />
        </Card>
      )}
      <ChangedCells change={change} />
      <Problems preview={preview} download={download} />
    </>
  );
}

function NewThings({ change: { newAccounts, newNames, newColumns } }: { change: SetChange }) {
  const more = newAccounts - newNames.length;
  return (
    <dl className="space-y-3">
      {newNames.length > 0 && (
        <div>
          <dt className="font-medium">{formatCounted(newAccounts, "account")}</dt>
          <dd className="break-words text-muted">
            {newNames.join(", ")}
            {more > 0 && ` and ${formatCount(more)} more`}
          </dd>
        </div>
      )}
      {newColumns.length > 0 && (
        <div>
          <dt className="font-medium">{formatCounted(newColumns.length, "column")}</dt>
          <dd className="break-words text-muted">{newColumns.join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}

function ChangedCells({ change: { cells, changedCells } }: { change: SetChange }) {
  if (cells.length === 0) return null;
  return (
    <Card
      level={3}
      title={`${formatCounted(changedCells, "value")} ${changedCells === 1 ? "changes" : "change"}`}
    >
      <Table caption="Values that change" hideCaption className="max-h-[60dvh] overflow-y-auto">
        <thead>
          <tr>
            <Th>Account</Th>
            <Th>Column</Th>
            <Th>Now</Th>
            <Th>After the import</Th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ accountId, account, column, from, to }) => (
            <tr key={`${accountId} ${column}`}>
              <Td className="max-w-56 min-w-28 font-medium break-words">{account}</Td>
              <Td className="min-w-24 break-words">{column}</Td>
              <Td className="min-w-20 break-words text-muted">{from ?? "not known"}</Td>
              <Td className="min-w-20 break-words">{to ?? "not known"}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {changedCells > cells.length && (
        <p className="mt-3 text-sm text-muted">
          These are the first {formatCount(cells.length)} of {formatCount(changedCells)}.
        </p>
      )}
    </Card>
  );
}

function Problems({
  preview: { problems, issues, files },
  download,
}: {
  preview: SetPreview;
  download: string;
}) {
  if (problems === 0) return null;
  return (
    <Card
      level={3}
      padding="flush"
      title={formatCounted(problems, "problem")}
      actions={
        <a href={download} download className={buttonClass({ size: "sm" })}>
          <Download aria-hidden="true" /> Download {problems === 1 ? "it" : "them"}
        </a>
      }
    >
      <ProblemList
        label="Problems in the files"
        problems={issues.map(({ fileName, row, column, message }) => ({
          file: files.length > 1 ? fileName : null,
          row,
          column,
          message,
        }))}
      />
      {problems > issues.length && (
        <p className="border-t border-line px-5 py-3 text-sm text-muted">
          These are the first {formatCount(issues.length)}. The download holds all of them.
        </p>
      )}
    </Card>
  );
}
