"use client";

import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import { numericOutcomeKinds, tenureUnits } from "#lib/import/mapping.ts";
import { listSeparators } from "#lib/import/value.ts";
import { betterWords, outcomeKindWords, separatorWords, unitWords } from "../words";
import { ChoiceSelect } from "./choice-select";
import { AttributeFields, DateOrderField, DecimalField } from "./column-fields";
import { AmountsIn, RateFields } from "./money-fields";

interface ColumnFormatProps {
  column: ColumnUnderstood;
  /** Columns of its file that name currencies, by their headings. */
  naming: readonly string[];
  change: (change: ColumnChange) => void;
}

/** What else can be said about a column that has its role: only what that role needs. */
export function ColumnFormat(props: ColumnFormatProps) {
  const { role, type, dateOrder, asksMark, isMoney } = props.column;
  if (role === "ignore") return null;
  const isNumber = type === "number" || role === "tenure";
  return (
    <>
      {role === "attribute" && <AttributeFields {...props} />}
      {role === "outcome" && <OutcomeFields {...props} />}
      {role === "tenure" && <UnitField {...props} />}
      {role === "attribute" && type === "list" && <SeparatorField {...props} />}
      {isNumber && asksMark && <DecimalField {...props} />}
      {isMoney && <AmountsIn {...props} />}
      {isMoney && <RateFields {...props} />}
      {type === "date" && dateOrder !== "not needed" && <DateOrderField {...props} />}
    </>
  );
}

function OutcomeFields({ column: { heading, outcome }, change }: ColumnFormatProps) {
  return (
    <>
      <ChoiceSelect
        label={`Kind of ${heading}`}
        value={outcome.kind}
        words={outcomeKindWords}
        only={numericOutcomeKinds}
        onChange={(kind) => change({ outcome: { ...outcome, kind } })}
      />
      <ChoiceSelect
        label={`Which way of ${heading} is good`}
        value={outcome.better}
        words={betterWords}
        onChange={(better) => change({ outcome: { ...outcome, better } })}
      />
    </>
  );
}

function UnitField({ column: { heading, unit }, change }: ColumnFormatProps) {
  return (
    <ChoiceSelect
      label={`Unit of ${heading}`}
      value={unit}
      words={unitWords}
      only={tenureUnits}
      onChange={(chosen) => change({ unit: chosen })}
    />
  );
}

function SeparatorField({ column: { heading, separator }, change }: ColumnFormatProps) {
  return (
    <ChoiceSelect
      label={`What separates the members of ${heading}`}
      value={separator}
      words={separatorWords}
      only={listSeparators}
      onChange={(chosen) => change({ separator: chosen })}
    />
  );
}
