"use client";

import { dimensions, knownAtMoments, valueTypes } from "#lib/accounts/attribute.ts";
import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import { dateOrders, decimalMarks } from "#lib/import/mapping.ts";
import { ChoiceSelect } from "../choice-select";
import { dateOrderWords, decimalWords, dimensionWords, knownAtWords, typeWords } from "../words";

interface ColumnFormatProps {
  column: ColumnUnderstood;
  change: (change: ColumnChange) => void;
}

/** What else can be said about a column that has its role. */
export function ColumnFormat({ column, change }: ColumnFormatProps) {
  const { heading, role, type } = column;
  return (
    <>
      {role === "attribute" && (
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
            value={type}
            words={typeWords}
            only={valueTypes}
            onChange={(chosen) => change({ type: chosen })}
          />
        </>
      )}
      {role !== "ignore" && type === "number" && (
        <ChoiceSelect
          label={`How numbers of ${heading} are written`}
          value={column.decimal}
          words={decimalWords}
          only={decimalMarks}
          onChange={(decimal) => change({ decimal })}
        />
      )}
      {role !== "ignore" && type === "date" && column.dateOrder !== "not needed" && (
        <ChoiceSelect
          label={`How dates of ${heading} are written`}
          value={column.dateOrder}
          words={dateOrderWords}
          className="lg:col-span-2"
          only={dateOrders.filter((order) => order !== "ask" || column.dateOrder === "ask")}
          onChange={(dateOrder) => change({ dateOrder })}
        />
      )}
    </>
  );
}
