"use client";

import { formatWholePercent } from "#lib/analysis/format.ts";
import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import type { RecordKind } from "#lib/import/sources/definition.ts";
import { Select } from "../../ui/select";
import { ColumnLine } from "../column-line";
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
    <ColumnLine
      heading={heading}
      fileName={fileName}
      leftOut={column.role === "ignore"}
      samples={samplesOf(column)}
      remark={remark}
      accepted={column.role === "ignore" ? null : column.accepted}
    >
      <RoleSelect column={column} kind={kind} said={said} change={change} />
      <ColumnFormat column={column} change={(part) => change({ ...said, ...part })} />
    </ColumnLine>
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
