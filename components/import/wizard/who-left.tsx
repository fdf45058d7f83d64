"use client";

import { formatCount } from "#lib/analysis/format.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import type { FileUnderstood, RetentionTally } from "#lib/import/import-set.ts";
import { type ColumnRole, statusMeanings } from "#lib/import/mapping.ts";
import { clearRole, giveRole, sayStatus } from "#lib/import/say-of-file.ts";
import { Card } from "../../ui/card";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Select } from "../../ui/select";
import { meaningWords } from "../words";
import { ChoiceSelect } from "./choice-select";
import { Tally } from "./tally";

interface WhoLeftProps {
  file: FileUnderstood;
  /** Undefined while the rows are being looked at. */
  retention: RetentionTally | null;
  /** Only the first rows of a large file were looked at. */
  isPart: boolean;
  /** Where several files stand together. */
  isNamed: boolean;
  change: (change: FileChange) => void;
}

const questions: readonly { role: ColumnRole; label: string; hint: string }[] = [
  { role: "status", label: "Who left", hint: "A status, or churn yes or no." },
  { role: "tenure", label: "How long a customer", hint: "In months, days or years." },
  { role: "start date", label: "Start date", hint: "When they became a customer." },
  { role: "end date", label: "End date", hint: "Empty while they are one." },
];

/** The answer that everything else is measured by: who stayed, who left, and after how long. */
export function WhoLeft({ file, retention, isPart, isNamed, change }: WhoLeftProps) {
  return (
    <Card level={3} title={`Who stayed, who left${isNamed ? `, by ${file.fileName}` : ""}`}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {questions.map(({ role, label, hint }) => (
          <Field key={role} label={label} hint={hint}>
            <RoleColumn role={role} file={file} change={change} />
          </Field>
        ))}
      </div>
      {file.status && <StatusValues file={file} status={file.status} retention={retention} change={change} />}
      <Tally retention={retention} isPart={isPart} />
    </Card>
  );
}

/** Which column has a role that only one can have. */
function RoleColumn({ role, file, change }: Pick<WhoLeftProps, "file" | "change"> & { role: ColumnRole }) {
  const { columns } = file;
  const holder = columns.find((column) => column.role === role);
  return (
    <Select
      value={holder?.heading ?? ""}
      onChange={({ target: { value } }) =>
        change(value === "" ? clearRole(file, role) : giveRole(file, value, { role }))
      }
    >
      <option value="">No column</option>
      {columns.map(({ heading }) => (
        <option key={heading} value={heading}>
          {heading}
        </option>
      ))}
    </Select>
  );
}

interface StatusValuesProps extends Pick<WhoLeftProps, "file" | "retention" | "change"> {
  status: NonNullable<FileUnderstood["status"]>;
}

/** What each value of the status column means, those found only later in the file last. */
function StatusValues({ file, status: { heading, values }, retention, change }: StatusValuesProps) {
  const unsaid = retention?.unsaid ?? [];
  return (
    <fieldset className="mt-5 border-t border-line pt-4">
      <legend className="sr-only">What the values of {heading} mean</legend>
      <p className="font-medium">What the values of “{heading}” mean</p>
      <ul className="mt-2 grid gap-x-8 gap-y-2 lg:grid-cols-2 xl:grid-cols-3">
        {values.map(({ value, means, count }) => (
          <li key={value} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              {value}{" "}
              {count > 0 && <span className="text-sm text-muted tabular-nums">{formatCount(count)}</span>}
            </span>
            <ChoiceSelect
              label={`${value} means`}
              value={means}
              words={meaningWords}
              only={statusMeanings}
              onChange={(chosen) => change(sayStatus(file, value, chosen))}
            />
          </li>
        ))}
      </ul>
      {unsaid.length > 0 && (
        <Notice tone="warn" className="mt-3" title="Further values stand in the file">
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-2">
            {unsaid.map((value) => (
              <li key={value} className="flex items-center gap-2">
                {value}
                <Select
                  aria-label={`${value} means`}
                  value=""
                  onChange={(event) => {
                    const means = statusMeanings.find((one) => one === event.target.value);
                    if (means) change(sayStatus(file, value, means));
                  }}
                >
                  <option value="">Choose…</option>
                  {statusMeanings.map((means) => (
                    <option key={means} value={means}>
                      {meaningWords[means]}
                    </option>
                  ))}
                </Select>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </fieldset>
  );
}
