"use client";

import { type ColumnMapping, numericOutcomeKinds, tenureUnits } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { listSeparators } from "#lib/import/value.ts";
import { ChoiceSelect } from "./choice-select";
import { AttributeFields, DateOrderField, DecimalField } from "./column-fields";
import { betterWords, outcomeKindWords, separatorWords } from "./words";

interface SettingsProps {
  column: ColumnMapping;
  profile: ColumnProfile;
  change: (change: Partial<ColumnMapping>) => void;
}

const unitWords = { months: "In months", days: "In days", years: "In years" } as const;

/** What else must be said about a column that has its role: only what that role needs. */
export function ColumnSettings(props: SettingsProps) {
  const { column, change } = props;
  const { heading } = column;
  switch (column.role) {
    case "attribute":
      return (
        <>
          <AttributeFields {...props} />
          <FormatSettings {...props} />
        </>
      );
    case "outcome":
      return (
        <>
          <ChoiceSelect
            label={`Kind of ${heading}`}
            value={column.outcome.kind}
            words={outcomeKindWords}
            only={numericOutcomeKinds}
            onChange={(kind) => change({ outcome: { ...column.outcome, kind } })}
          />
          <ChoiceSelect
            label={`Which way of ${heading} is good`}
            value={column.outcome.better}
            words={betterWords}
            onChange={(better) => change({ outcome: { ...column.outcome, better } })}
          />
          {column.type === "number" && <DecimalSelect {...props} />}
        </>
      );
    case "tenure":
      return (
        <>
          <ChoiceSelect
            label={`Unit of ${heading}`}
            value={column.unit}
            words={unitWords}
            only={tenureUnits}
            onChange={(unit) => change({ unit })}
          />
          <DecimalSelect {...props} />
        </>
      );
    case "start date":
    case "end date":
      return <DateOrderSelect {...props} />;
    default:
      return null;
  }
}

function FormatSettings(props: SettingsProps) {
  const { column, change } = props;
  if (column.type === "number") return <DecimalSelect {...props} />;
  if (column.type === "date") return <DateOrderSelect {...props} />;
  if (column.type !== "list") return null;
  return (
    <ChoiceSelect
      label={`What separates the members of ${column.heading}`}
      value={column.separator}
      words={separatorWords}
      only={listSeparators}
      onChange={(separator) => change({ separator })}
    />
  );
}

/** Asked only where both ways of writing can read a cell, differently. */
function DecimalSelect(props: SettingsProps) {
  const { eitherMark, onlyComma } = props.profile;
  return eitherMark === 0 && onlyComma === 0 ? null : <DecimalField {...props} />;
}

/** Asked only where dates begin with the day or the month. */
function DateOrderSelect(props: SettingsProps) {
  const { eitherOrder, onlyDayFirst, onlyMonthFirst } = props.profile;
  return eitherOrder + onlyDayFirst + onlyMonthFirst === 0 ? null : <DateOrderField {...props} />;
}
