"use client";

import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import { clearRole, giveRole, sayStatus } from "#lib/import/change-mapping.ts";
import { type ColumnRole, columnWith, type Mapping, statusMeanings } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import type { ImportCheck } from "#lib/import/report.ts";
import { Card } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Select } from "../ui/select";
import { ChoiceSelect } from "./choice-select";
import { meaningWords, sayDay } from "./words";

interface WhoLeftProps {
  mapping: Mapping;
  profiles: readonly ColumnProfile[];
  check: ImportCheck | undefined;
  change: (mapping: Mapping) => void;
}

const questions: readonly { role: ColumnRole; label: string; hint: string }[] = [
  { role: "status", label: "Who left", hint: "A status, or churn yes or no." },
  { role: "tenure", label: "How long a customer", hint: "In months, days or years." },
  { role: "start date", label: "Start date", hint: "When they became a customer." },
  { role: "end date", label: "End date", hint: "Empty while they are one." },
];

/** The answer that everything else is measured by: who stayed, who left, and after how long. */
export function WhoLeft({ mapping, profiles, check, change }: WhoLeftProps) {
  return (
    <Card title="Who stayed, who left">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {questions.map(({ role, label, hint }) => (
          <Field key={role} label={label} hint={hint}>
            <RoleColumn role={role} mapping={mapping} profiles={profiles} change={change} />
          </Field>
        ))}
      </div>
      <StatusValues mapping={mapping} profiles={profiles} check={check} change={change} />
      {columnWith(mapping, "start date") >= 0 && (
        <Field
          label="The data was taken on"
          hint={
            mapping.asOf === null && check?.asOf
              ? `Left empty: ${sayDay(check.asOf)}, the latest start or end date in the file.`
              : "Who has not left by then is followed up to this day."
          }
          className="mt-4 max-w-72"
        >
          <Input
            type="date"
            value={mapping.asOf ?? ""}
            onChange={(event) => change({ ...mapping, asOf: event.target.value || null })}
          />
        </Field>
      )}
      <Tally check={check} mapping={mapping} />
    </Card>
  );
}

/** Which column has a role that only one can have. */
function RoleColumn({ role, mapping, profiles, change }: Omit<WhoLeftProps, "check"> & { role: ColumnRole }) {
  const at = columnWith(mapping, role);
  const choose = (value: string) => {
    const chosen = Number(value);
    const profile = profiles[chosen];
    change(
      value === "" || profile === undefined
        ? clearRole(mapping, role)
        : giveRole(mapping, chosen, role, profile),
    );
  };
  return (
    <Select value={at < 0 ? "" : String(at)} onChange={(event) => choose(event.target.value)}>
      <option value="">No column</option>
      {mapping.columns.map((column, i) => (
        <option key={column.heading} value={i}>
          {column.heading}
        </option>
      ))}
    </Select>
  );
}

/** What each value of the status column means, those found only later in the file last. */
function StatusValues({ mapping, profiles, check, change }: WhoLeftProps) {
  const at = columnWith(mapping, "status");
  if (at < 0) return null;
  const counts = new Map(profiles[at]?.values);
  const found = check?.newStatusValues ?? [];
  return (
    <fieldset className="mt-5 border-t border-line pt-4">
      <legend className="sr-only">What the values of {mapping.columns[at]?.heading} mean</legend>
      <p className="font-medium">What the values of “{mapping.columns[at]?.heading}” mean</p>
      <ul className="mt-2 grid gap-x-8 gap-y-2 lg:grid-cols-2 xl:grid-cols-3">
        {mapping.statusValues.map(({ value, means }) => (
          <li key={value} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              {value}{" "}
              <span className="text-sm text-muted tabular-nums">{formatCount(counts.get(value) ?? 0)}</span>
            </span>
            <ChoiceSelect
              label={`${value} means`}
              value={means}
              words={meaningWords}
              only={statusMeanings}
              onChange={(chosen) => change(sayStatus(mapping, value, chosen))}
            />
          </li>
        ))}
      </ul>
      {found.length > 0 && (
        <Notice tone="warn" className="mt-3" title="Further values stand in the file">
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-2">
            {found.map((value) => (
              <li key={value} className="flex items-center gap-2">
                {value}
                <Select
                  aria-label={`${value} means`}
                  value=""
                  onChange={(event) => {
                    const means = statusMeanings.find((one) => one === event.target.value);
                    if (means) change(sayStatus(mapping, value, means));
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

/** The sentence that lets somebody who knows the company see at once whether it was understood. */
function Tally({ check, mapping }: Pick<WhoLeftProps, "check" | "mapping">) {
  const says = columnWith(mapping, "status") >= 0 || columnWith(mapping, "end date") >= 0;
  // While dates cannot be read yet no row is ready, and "0 left, 0 stayed" would read as the answer.
  if (!check || !says || check.ready === 0) return null;
  return (
    <p role="status" className="mt-5 border-t border-line pt-4 font-serif text-xl">
      {formatCounted(check.left, "customer")} left, {formatCount(check.stayed)} stayed
      {check.unclear > 0 && <span className="text-muted">, {formatCount(check.unclear)} not known</span>}
      {check.whole ? "." : " in the part looked at so far."}
    </p>
  );
}
