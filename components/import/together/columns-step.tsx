"use client";

import { ChevronRight } from "lucide-react";
import { useRef } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";
import { Card } from "../../ui/card";
import { remarkOf } from "./column-remark";
import { ColumnRow } from "./column-row";
import type { Looked } from "./use-preview";

type ChangeFile = Looked["changeFile"];

interface Placed {
  readonly file: FileUnderstood;
  readonly column: ColumnUnderstood;
}

const keyOf = ({ file, column }: Placed) => `${file.uploadId} ${column.heading}`;

/** The columns of all files: those in doubt first, the others file by file. */
export function ColumnsStep({
  files,
  changeFile,
}: {
  files: readonly FileUnderstood[];
  changeFile: ChangeFile;
}) {
  const placed = files.flatMap((file) => file.columns.map((column) => ({ file, column })));
  // A column that has been answered stays where it is: the answer must not take itself out of sight.
  const asked = useRef(new Set<string>());
  for (const one of placed) if (remarkOf(one.file, one.column) !== null) asked.current.add(keyOf(one));
  const doubtful = placed.filter((one) => asked.current.has(keyOf(one)));
  return (
    <>
      {doubtful.length > 0 && (
        <Card padding="flush" className="overflow-hidden">
          <ul className="-mt-px">
            {doubtful.map((one) => (
              <PlacedColumn key={keyOf(one)} placed={one} named={files.length > 1} changeFile={changeFile} />
            ))}
          </ul>
        </Card>
      )}
      {files.map((file) => (
        <FileColumns
          key={file.uploadId}
          file={file}
          columns={file.columns.filter((column) => !asked.current.has(keyOf({ file, column })))}
          changeFile={changeFile}
        />
      ))}
    </>
  );
}

function FileColumns({
  file,
  columns,
  changeFile,
}: {
  file: FileUnderstood;
  columns: readonly ColumnUnderstood[];
  changeFile: ChangeFile;
}) {
  if (columns.length === 0) return null;
  return (
    <Card padding="flush">
      <details className="group">
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
        <ul>
          {columns.map((column) => (
            <PlacedColumn
              key={column.heading}
              placed={{ file, column }}
              named={false}
              changeFile={changeFile}
            />
          ))}
        </ul>
      </details>
    </Card>
  );
}

function PlacedColumn({
  placed: { file, column },
  named,
  changeFile,
}: {
  placed: Placed;
  named: boolean;
  changeFile: ChangeFile;
}) {
  const said = file.change.columns ?? {};
  const change = (next: ColumnChange) =>
    changeFile(file.uploadId, { ...file.change, columns: { ...said, [column.heading]: next } });
  return (
    <ColumnRow
      column={column}
      kind={file.source.kind}
      remark={remarkOf(file, column)}
      said={said[column.heading] ?? {}}
      fileName={named ? file.fileName : null}
      change={change}
    />
  );
}
