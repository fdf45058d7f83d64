"use client";

import { formatWholePercent } from "#lib/analysis/format.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood, FileUnderstood } from "#lib/import/import-set.ts";
import { giveRole, saidOf, sayColumn } from "#lib/import/say-of-file.ts";
import { Select } from "../../ui/select";
import { roleWords } from "../words";
import { ColumnFormat } from "./column-format";
import { ColumnLine } from "./column-line";
import { remarkOf } from "./column-remark";
import { choiceOf, fieldChoices } from "./field-choices";
import { fieldWords } from "./field-words";

interface ColumnRowProps {
  file: FileUnderstood;
  column: ColumnUnderstood;
  /** Where columns of several files stand together. */
  isNamed: boolean;
  change: (change: FileChange) => void;
}

/** One column: what stands in it, what it was taken for, and what is accepted there. */
export function ColumnRow({ file, column, isNamed, change }: ColumnRowProps) {
  const { heading } = column;
  return (
    <ColumnLine
      heading={heading}
      fileName={isNamed ? file.fileName : null}
      leftOut={column.role === "ignore"}
      samples={samplesOf(column)}
      remark={remarkOf(file, column)}
      accepted={column.role === "ignore" ? null : acceptedOf(column)}
    >
      <RoleSelect file={file} column={column} change={change} />
      <ColumnFormat
        column={column}
        naming={namingCurrencies(file)}
        change={(says) => change(sayColumn(file, heading, says))}
      />
    </ColumnLine>
  );
}

const acceptedOf = ({ accepted, isAsOfExport }: ColumnUnderstood): string =>
  isAsOfExport ? `${accepted}. It is told as on the day of the export, not as it was at the sale` : accepted;

const namingCurrencies = ({ columns }: FileUnderstood) =>
  columns.filter(({ namesCurrencies }) => namesCurrencies).map(({ heading }) => heading);

/** What it was recognised as comes first; whatever else is chosen takes its place. */
function RoleSelect({ file, column, change }: Omit<ColumnRowProps, "isNamed">) {
  const { heading, field, role } = column;
  const { kind } = file.source;
  const choices = fieldChoices(kind);
  const chosen = choiceOf(choices, saidOf(file.change, heading));
  const recognised = kind === "company" && role !== "event" ? roleWords[role] : fieldWords[field];
  return (
    <Select
      aria-label={`Role of ${heading}`}
      value={chosen?.key ?? ""}
      onChange={(event) => {
        const next = choices.find(({ key }) => key === event.target.value);
        change(giveRole(file, heading, next?.says));
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
