"use client";

import { dimensions, knownAtMoments, valueTypes } from "#lib/accounts/attribute.ts";
import { type ColumnMapping, dateOrders, decimalMarks } from "#lib/import/mapping.ts";
import { dateOrderWords, decimalWords, dimensionWords, knownAtWords, typeWords } from "../words";
import { ChoiceSelect } from "./choice-select";

type Said = Pick<ColumnMapping, "dimension" | "knownAt" | "type" | "decimal" | "dateOrder">;

interface ColumnFieldProps {
  column: Said & Pick<ColumnMapping, "heading">;
  change: (change: Partial<Said>) => void;
}

/** What must be said of a column that is an attribute, however its file is imported. */
export function AttributeFields({ column, change }: ColumnFieldProps) {
  const { heading, dimension, knownAt, type } = column;
  return (
    <>
      <ChoiceSelect
        label={`Dimension of ${heading}`}
        value={dimension}
        words={dimensionWords}
        only={dimensions}
        onChange={(chosen) => change({ dimension: chosen })}
      />
      <ChoiceSelect
        label={`When ${heading} is known`}
        value={knownAt}
        words={knownAtWords}
        only={knownAtMoments}
        onChange={(chosen) => change({ knownAt: chosen })}
      />
      <ChoiceSelect
        label={`Type of ${heading}`}
        value={type}
        words={typeWords}
        only={valueTypes}
        onChange={(chosen) => change({ type: chosen })}
      />
    </>
  );
}

export function DecimalField({ column, change }: ColumnFieldProps) {
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

export function DateOrderField({ column, change }: ColumnFieldProps) {
  return (
    <ChoiceSelect
      label={`How dates of ${column.heading} are written`}
      value={column.dateOrder}
      words={dateOrderWords}
      className="lg:col-span-2"
      only={dateOrders.filter((order) => order !== "ask" || column.dateOrder === "ask")}
      onChange={(dateOrder) => change({ dateOrder })}
    />
  );
}
