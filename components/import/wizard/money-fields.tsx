"use client";

import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import { currencyCodes } from "#lib/import/value.ts";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { rateChange, ratesAsked, sayAmountsIn } from "./say-money";

interface MoneyProps {
  column: ColumnUnderstood;
  change: (change: ColumnChange) => void;
}

/** What amounts are in that name no currency themselves: as another column says, or one currency for all. */
export function AmountsIn({ column, naming, change }: MoneyProps & { naming: readonly string[] }) {
  const { heading, currencyFrom, amountsIn, field } = column;
  // The rows of a known export have one currency, which its own column names.
  const columns = field === "amount" || field === "mrr" || field === "change" ? [] : naming;
  const others = columns.filter((one) => one !== heading);
  return (
    <Select
      aria-label={`What amounts of ${heading} are in`}
      className="col-span-2"
      value={currencyFrom !== null ? `from ${currencyFrom}` : (amountsIn ?? "")}
      onChange={({ target: { value } }) => change(sayAmountsIn(value))}
    >
      <option value="">{column.currency === null ? "Amounts in: not said" : "Amounts as they say"}</option>
      {others.map((one) => (
        <option key={one} value={`from ${one}`}>
          Amounts in what “{one}” says
        </option>
      ))}
      {currencyCodes.map((code) => (
        <option key={code} value={code}>
          Amounts in {code}
        </option>
      ))}
    </Select>
  );
}

/** What one of each other currency is worth; said when the field is left, because each answer reads the file again. */
export function RateFields({ column, change }: MoneyProps) {
  return ratesAsked(column).map((asked) => (
    <div key={`${asked.code} ${asked.into}`} className="col-span-2 flex items-center gap-2 text-sm">
      <span className="whitespace-nowrap">
        1 {asked.code} in {asked.into}
      </span>
      <Input
        aria-label={`What one ${asked.code} of ${column.heading} is worth in ${asked.into}`}
        inputMode="decimal"
        defaultValue={asked.rate ?? ""}
        placeholder="Not counted"
        onBlur={(event) => {
          const says = rateChange(column, asked, event.target.value);
          if (says !== null) change(says);
        }}
      />
    </div>
  ));
}
