"use client";

import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import { AttributeFields, DateOrderField, DecimalField } from "../column-fields";

interface ColumnFormatProps {
  column: ColumnUnderstood;
  change: (change: ColumnChange) => void;
}

/** What else can be said about a column that has its role. */
export function ColumnFormat(props: ColumnFormatProps) {
  const { role, type, dateOrder } = props.column;
  return (
    <>
      {role === "attribute" && <AttributeFields {...props} />}
      {role !== "ignore" && type === "number" && <DecimalField {...props} />}
      {role !== "ignore" && type === "date" && dateOrder !== "not needed" && <DateOrderField {...props} />}
    </>
  );
}
