"use client";

import Link from "next/link";
import { formatCounted, formatWholePercent } from "#lib/analysis/format.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import type { FileCounts, FileUnderstood } from "#lib/import/import-set.ts";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { sayDay, sayFormat, saySize } from "../words";
import { kindWords } from "./field-words";
import { FileSettings, type SourceChoice } from "./file-settings";
import { HeadTable } from "./head-table";
import { sayFooter } from "./say-footer";
import { Tally } from "./tally";

interface FileCardProps {
  file: FileUnderstood;
  /** Undefined while the rows are still being looked at. */
  counts: FileCounts | undefined;
  sources: readonly SourceChoice[];
  change: (change: FileChange) => void;
  /** The address without this file; null where it is the only one. */
  without: string | null;
  isAlone: boolean;
  /** Only the first rows of a large file were looked at. */
  isPart: boolean;
}

/** What one file was taken for, how it is written and what is in it; every guess can be changed. */
export function FileCard({ file, counts, sources, change, without, isAlone, isPart }: FileCardProps) {
  const { fileName, refusal, source } = file;
  return (
    <Card
      level={3}
      title={<span className="break-words">{fileName}</span>}
      actions={
        without && (
          <Link href={without} prefetch={false} className="text-sm text-muted underline">
            Leave out<span className="sr-only"> {fileName}</span>
          </Link>
        )
      }
    >
      {refusal === null ? (
        <>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium">{source.label}</span>
            <HowSure source={source} />
          </p>
          <p className="mt-1 text-sm text-muted">{rowWords(file, counts, isPart)}</p>
          {file.headings.titles > 0 && (
            <p className="mt-1 text-sm text-muted">
              The headings are in row {file.headings.row}; {formatCounted(file.headings.titles, "line")} above{" "}
              {file.headings.titles === 1 ? "is a title and is" : "are a title and are"} set aside.
            </p>
          )}
          {counts && counts.footer.lines > 0 && (
            <p className="mt-1 text-sm text-muted">{sayFooter(counts.footer)}</p>
          )}
          <Tally retention={counts?.retention ?? null} isPart={isPart} />
        </>
      ) : (
        <Notice tone="error">{refusal}</Notice>
      )}
      {file.saved && (
        <p className="mt-1 text-sm text-muted">
          Read as {file.saved.by} chose on {sayDay(file.saved.at)}.
        </p>
      )}
      {counts?.importedOn && (
        <Notice className="mt-3">
          This very file was imported on {counts.importedOn}. It changes nothing.
        </Notice>
      )}
      <Questions file={file} />
      <FileSettings file={file} footer={counts?.footer ?? null} sources={sources} change={change} />
      {refusal === null && <HeadTable file={file} isOpen={isAlone} />}
    </Card>
  );
}

function HowSure({ source: { decidedBy, confidence, tool } }: Pick<FileUnderstood, "source">) {
  if (decidedBy === "person" || decidedBy === "saved") return <Badge tone="plain">as chosen</Badge>;
  if (tool === "own") return <Badge tone="plain">not the export of a known tool</Badge>;
  return (
    <Badge tone={confidence >= 0.75 ? "good" : "warn"}>
      {formatWholePercent(confidence)} sure, by its headings
    </Badge>
  );
}

function rowWords(
  { source, bytes, delimiter, encoding, sheet, columns }: FileUnderstood,
  counts: FileCounts | undefined,
  isPart: boolean,
): string {
  const [one, several] = source.tool === "own" ? (["row", "rows"] as const) : kindWords[source.kind];
  const parts = [
    counts === undefined
      ? null
      : `${isPart ? "The first " : ""}${formatCounted(counts.rows - counts.footer.lines, one, several)}`,
    formatCounted(columns.length, "column"),
    saySize(bytes),
    sheet === null ? sayFormat(delimiter, encoding) : `sheet “${sheet.sheet}”`,
    counts && counts.setAside > 0 ? `${formatCounted(counts.setAside, "line")} set aside` : null,
    counts && counts.problems > 0 ? formatCounted(counts.problems, "problem") : null,
  ];
  return `${parts.filter((part) => part !== null).join(" · ")}.`;
}

function Questions({ file: { questions } }: { file: FileUnderstood }) {
  if (questions.length === 0) return null;
  return (
    <Notice tone="warn" className="mt-3" title="To be answered in the next step">
      <ul>
        {questions.map(({ column, sentence }) => (
          <li key={`${column} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}
