"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";
import { Card } from "../../ui/card";
import { ShowAll } from "../../ui/show-all";
import { remarkOf } from "./column-remark";
import { ColumnRow } from "./column-row";
import type { Looked } from "./use-preview";
import { WhoLeft } from "./who-left";

/** Very wide files show this many columns first; hundreds of selects at once make a phone slow. */
const shownFirst = 60;

interface Placed {
  readonly file: FileUnderstood;
  readonly column: ColumnUnderstood;
}

const keyOf = ({ file, column }: Placed) => `${file.uploadId} ${column.heading}`;

/** The columns of all files: who left by one's own tables, then those in doubt, then the others file by file. */
export function ColumnsStep({ looked: { files, preview, changeFile } }: { looked: Looked }) {
  const placed = files.flatMap((file) => file.columns.map((column) => ({ file, column })));
  // A column that has been answered stays where it is: the answer must not take itself out of sight.
  const asked = useRef(new Set<string>());
  for (const one of placed) if (remarkOf(one.file, one.column) !== null) asked.current.add(keyOf(one));
  const doubtful = placed.filter((one) => asked.current.has(keyOf(one)));
  const row = (isNamed: boolean) => (one: Placed) => (
    <ColumnRow
      key={keyOf(one)}
      {...one}
      isNamed={isNamed}
      change={(change) => changeFile(one.file.uploadId, change)}
    />
  );
  return (
    <>
      {files.filter(tellsWhoLeft(files.length === 1)).map((file) => (
        <WhoLeft
          key={file.uploadId}
          file={file}
          retention={preview?.counts.find(({ uploadId }) => uploadId === file.uploadId)?.retention ?? null}
          isPart={preview?.whole === false}
          isNamed={files.length > 1}
          change={(change) => changeFile(file.uploadId, change)}
        />
      ))}
      {doubtful.length > 0 && (
        <Card padding="flush" className="overflow-hidden">
          <div className="-mt-px">
            <ShowAll items={doubtful} first={shownFirst} row={row(files.length > 1)} />
          </div>
        </Card>
      )}
      {files.map((file) => (
        <FileColumns
          key={file.uploadId}
          file={file}
          isOpen={files.length === 1}
          columns={placed.filter((one) => one.file === file && !asked.current.has(keyOf(one)))}
          row={row(false)}
        />
      ))}
    </>
  );
}

/** Where other files stand beside it, one's own table need not say how it went. */
const tellsWhoLeft =
  (isAlone: boolean) =>
  ({ source, columns }: FileUnderstood): boolean =>
    source.tool === "own" &&
    columns.length > 0 &&
    (isAlone || columns.some(({ role }) => role === "status" || role === "end date" || role === "tenure"));

interface FileColumnsProps {
  file: FileUnderstood;
  isOpen: boolean;
  columns: readonly Placed[];
  row: (placed: Placed) => ReactNode;
}

function FileColumns({ file, isOpen, columns, row }: FileColumnsProps) {
  if (columns.length === 0) return null;
  return (
    <Card padding="flush">
      <details className="group" open={isOpen}>
        <summary className="flex items-center gap-1.5 px-5 py-3 hover:underline">
          <ChevronRight
            aria-hidden="true"
            className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
          />
          <h3 className="min-w-0 break-words">{file.fileName}</h3>
          <span className="ml-auto shrink-0 text-sm text-muted">
            {formatCounted(columns.length, "column")}
            <span className="max-sm:sr-only">, nothing doubtful</span>
          </span>
        </summary>
        <ShowAll items={columns} first={shownFirst} row={row} />
      </details>
    </Card>
  );
}
