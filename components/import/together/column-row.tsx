"use client";

import { cx } from "class-variance-authority";
import { CircleHelp } from "lucide-react";
import { formatWholePercent } from "#lib/analysis/format.ts";
import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import type { RecordKind } from "#lib/import/sources/definition.ts";
import { Select } from "../../ui/select";
import { roleWords } from "../words";
import { ColumnFormat } from "./column-format";
import { choiceOf, fieldChoices } from "./field-choices";
import { fieldWords } from "./field-words";

interface ColumnRowProps {
  column: ColumnUnderstood;
  /** Why it should be looked at. */
  remark: string | null;
  /** What one row of its file is. */
  kind: RecordKind;
  /** What somebody has said of it. */
  said: ColumnChange;
  /** Named where columns of several files stand together. */
  fileName: string | null;
  change: (change: ColumnChange) => void;
}

/** One column: what stands in it, what it was taken for, and what is accepted there. */
export function ColumnRow({ column, remark, kind, said, fileName, change }: ColumnRowProps) {
  const { heading } = column;
  return (
    <li
      className={cx(
        "grid gap-x-5 gap-y-2 border-t border-line px-5 py-2.5 xl:grid-cols-[minmax(0,4fr)_minmax(0,9fr)]",
        remark !== null && "border-l-2 border-l-warn bg-warn-soft/40",
      )}
    >
      <div className="min-w-0">
        <p className={cx("font-medium break-words", column.role === "ignore" && "text-muted")}>
          {heading}
          {fileName !== null && <span className="font-normal text-muted"> · {fileName}</span>}
        </p>
        <p className="truncate text-sm text-muted">{samplesOf(column)}</p>
      </div>
      <div className="min-w-0">
        <div className="grid grid-cols-2 gap-2 lg:grid-cols-[13rem_9rem_9rem_7rem] 2xl:grid-cols-[13rem_9rem_9rem_7rem_minmax(0,1fr)]">
          <RoleSelect column={column} kind={kind} said={said} change={change} />
          <ColumnFormat column={column} change={(part) => change({ ...said, ...part })} />
        </div>
        {remark !== null && (
          <p className="mt-1.5 flex items-start gap-1.5 text-sm">
            <CircleHelp aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
            {remark}
          </p>
        )}
        {column.role !== "ignore" && <p className="mt-1 text-sm text-muted">Accepted: {column.accepted}.</p>}
      </div>
    </li>
  );
}

/** What it was recognised as comes first; whatever else is chosen takes its place. */
function RoleSelect({ column, kind, said, change }: Omit<ColumnRowProps, "fileName" | "remark">) {
  const { heading, field, role } = column;
  const choices = fieldChoices(kind);
  const chosen = choiceOf(choices, said);
  const recognised = kind === "company" && role !== "event" ? roleWords[role] : fieldWords[field];
  return (
    <Select
      aria-label={`Role of ${heading}`}
      value={chosen?.key ?? ""}
      onChange={(event) => {
        const { role: _, field: __, ...others } = said;
        const next = choices.find(({ key }) => key === event.target.value);
        change({ ...others, ...next?.says });
      }}
    >
      <option value="">{chosen === undefined ? recognised : "As recognised"}</option>
      {choices.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  );
}

function samplesOf({ examples, missing }: ColumnUnderstood): string {
  if (examples.length === 0) return "No cell is filled.";
  const empty = missing >= 0.005 ? ` (${formatWholePercent(missing)} empty)` : "";
  return `${examples.map((one) => one.slice(0, 40)).join(" · ")}${empty}`;
}
