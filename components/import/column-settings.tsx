"use client";

import { dimensions, knownAtMoments, valueTypes } from "#lib/accounts/attribute.ts";
import {
  type ColumnMapping,
  dateOrders,
  decimalMarks,
  numericOutcomeKinds,
  tenureUnits,
} from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { listSeparators } from "#lib/import/value.ts";
import { ChoiceSelect } from "./choice-select";
import {
  betterWords,
  dateOrderWords,
  decimalWords,
  dimensionWords,
  knownAtWords,
  outcomeKindWords,
  separatorWords,
  typeWords,
} from "./words";

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
          <ChoiceSelect
            label={`Dimension of ${heading}`}
            value={column.dimension}
            words={dimensionWords}
            only={dimensions}
            onChange={(dimension) => change({ dimension })}
          />
          <ChoiceSelect
            label={`When ${heading} is known`}
            value={column.knownAt}
            words={knownAtWords}
            only={knownAtMoments}
            onChange={(knownAt) => change({ knownAt })}
          />
          <ChoiceSelect
            label={`Type of ${heading}`}
            value={column.type}
            words={typeWords}
            only={valueTypes}
            onChange={(type) => change({ type })}
          />
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
function DecimalSelect({ column, profile, change }: SettingsProps) {
  if (profile.eitherMark === 0 && profile.onlyComma === 0) return null;
  return (
    <ChoiceSelect
      label={`How numbers of ${column.heading} are written`}
      value={column.decimal}
      words={decimalWords}
      only={decimalMarks}
      onChange={(decimal) => change({ decimal })}
    />
  );
}

/** Asked only where dates begin with the day or the month. */
function DateOrderSelect({ column, profile, change }: SettingsProps) {
  if (profile.eitherOrder + profile.onlyDayFirst + profile.onlyMonthFirst === 0) return null;
  const choices = dateOrders.filter((order) => order !== "ask" || column.dateOrder === "ask");
  return (
    <ChoiceSelect
      label={`How dates of ${column.heading} are written`}
      value={column.dateOrder}
      words={dateOrderWords}
      className="lg:col-span-2"
      only={choices}
      onChange={(dateOrder) => change({ dateOrder })}
    />
  );
}
