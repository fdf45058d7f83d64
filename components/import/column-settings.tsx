"use client";

import { dimensions, knownAtMoments, valueTypes } from "#lib/accounts/attribute.ts";
import {
  type ColumnMapping,
  dateOrders,
  decimalMarks,
  numericOutcomeKinds,
  tenureUnits,
} from "#lib/import/mapping.ts";
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

type Change = (change: Partial<ColumnMapping>) => void;

const unitWords = { months: "In months", days: "In days", years: "In years" } as const;

/** What else must be said about a column that has its role: only what that role needs. */
export function ColumnSettings({ column, change }: { column: ColumnMapping; change: Change }) {
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
          <FormatSettings column={column} change={change} />
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
          {column.type === "number" && <DecimalSelect column={column} change={change} />}
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
          <DecimalSelect column={column} change={change} />
        </>
      );
    case "start date":
    case "end date":
      return <DateOrderSelect column={column} change={change} />;
    default:
      return null;
  }
}

function FormatSettings({ column, change }: { column: ColumnMapping; change: Change }) {
  if (column.type === "number") return <DecimalSelect column={column} change={change} />;
  if (column.type === "date") return <DateOrderSelect column={column} change={change} />;
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

function DecimalSelect({ column, change }: { column: ColumnMapping; change: Change }) {
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

function DateOrderSelect({ column, change }: { column: ColumnMapping; change: Change }) {
  const choices = dateOrders.filter((order) => order !== "ask" || column.dateOrder === "ask");
  return (
    <ChoiceSelect
      label={`How dates of ${column.heading} are written`}
      value={column.dateOrder}
      words={dateOrderWords}
      only={choices}
      onChange={(dateOrder) => change({ dateOrder })}
    />
  );
}
