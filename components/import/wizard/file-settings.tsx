"use client";

import { ChevronRight } from "lucide-react";
import type { Footer } from "#lib/import/data-rows.ts";
import { type Delimiter, delimiters } from "#lib/import/delimiter.ts";
import { type Encoding, encodings } from "#lib/import/encoding.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import { Field } from "../../ui/field";
import { Select } from "../../ui/select";
import { sayLines } from "./say-footer";

export interface SourceChoice {
  readonly id: NonNullable<FileChange["source"]>;
  readonly label: string;
}

const delimiterWords: Record<Delimiter, string> = {
  ",": "Commas",
  ";": "Semicolons",
  "\t": "Tabs",
  "|": "Bars",
  "": "Nothing: one column",
};
const encodingWords: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, other way round",
  "windows-1252": "Latin-1 (Windows)",
  "windows-1250": "Central European (Windows)",
  "windows-1251": "Cyrillic (Windows)",
  "windows-1254": "Turkish (Windows)",
  macintosh: "Latin (Mac)",
  shift_jis: "Japanese (Shift JIS)",
  gb18030: "Chinese (GB 18030)",
  big5: "Chinese (Big5)",
  "euc-kr": "Korean (EUC-KR)",
};

interface FileSettingsProps {
  file: FileUnderstood;
  /** Null while the rows are still being looked at. */
  footer: Footer | null;
  sources: readonly SourceChoice[];
  change: (change: FileChange) => void;
}

/** Whose export a file is and how it is written, for when the guess is wrong. */
export function FileSettings({ file, footer, sources, change }: FileSettingsProps) {
  const { source, sheet } = file;
  const say = (part: Partial<FileChange>) => change({ ...file.change, ...part });
  const chosen = sources.find(({ id }) => id === source.id)?.id;
  return (
    <details className="group mt-3" open={file.refusal !== null}>
      <summary className="flex w-fit items-center gap-1 text-sm text-muted hover:text-ink">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        Read it otherwise<span className="sr-only">: {file.fileName}</span>
      </summary>
      <div className="mt-2 grid gap-3 sm:grid-cols-3">
        <Field label="What it is">
          <Select
            value={chosen ?? ""}
            onChange={(event) => {
              const next = sources.find(({ id }) => id === event.target.value);
              // What was said of the columns was said of another reading of them.
              if (next) change({ ...file.change, source: next.id, columns: undefined });
            }}
          >
            {sources.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {sheet === null ? (
          <TextSettings file={file} say={say} />
        ) : (
          <Field label="Sheet">
            <Select value={sheet.sheet} onChange={(event) => say({ sheet: event.target.value })}>
              {sheet.sheets.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <HeadingsRow row={file.change.headingsRow ?? file.headings.row} change={say} />
        <FooterLines said={file.change.footerLines} footer={footer} change={say} />
      </div>
    </details>
  );
}

const rowsOffered = 30;

/** Where the headings stand, for when the title of a report was taken for them, or they for a title. */
function HeadingsRow({ row, change }: { row: number; change: (part: Partial<FileChange>) => void }) {
  return (
    <Field label="Headings are in row">
      <Select
        value={row}
        // What was said of the columns was said of other headings.
        onChange={(event) => change({ headingsRow: Number(event.target.value), columns: undefined })}
      >
        {Array.from({ length: Math.max(rowsOffered, row) }, (_, i) => i + 1).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const found = "found";

/** What is data at the end of the file, for when a report's footer was taken for data, or data for a footer. */
function FooterLines({
  said,
  footer,
  change,
}: {
  said: number | undefined;
  footer: Footer | null;
  change: (part: Partial<FileChange>) => void;
}) {
  const lines = Math.max(rowsOffered, said ?? 0);
  return (
    <Field label="Below the table">
      <Select
        value={said ?? found}
        onChange={({ target: { value } }) =>
          change({ footerLines: value === found ? undefined : Number(value) })
        }
      >
        <option value={found}>
          {said === undefined && footer !== null ? `As found: ${sayLines(footer.lines)}` : "As found"}
        </option>
        <option value={0}>Nothing: every line is data</option>
        {Array.from({ length: lines }, (_, i) => i + 1).map((one) => (
          <option key={one} value={one}>
            {one === 1 ? "The last line is no data" : `The last ${one} lines are no data`}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function TextSettings({
  file: { delimiter, encoding },
  say,
}: {
  file: FileUnderstood;
  say: (part: Partial<FileChange>) => void;
}) {
  return (
    <>
      <Field label="Cells are separated by">
        <Select
          value={delimiter}
          onChange={(event) => say({ delimiter: delimiters.find((one) => one === event.target.value) })}
        >
          {delimiters.map((one) => (
            <option key={one} value={one}>
              {delimiterWords[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Letters are written in">
        <Select
          value={encoding}
          onChange={(event) => say({ encoding: encodings.find((one) => one === event.target.value) })}
        >
          {encodings.map((one) => (
            <option key={one} value={one}>
              {encodingWords[one]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
