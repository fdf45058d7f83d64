"use client";

import type { ColumnChange } from "#lib/import/file-change.ts";
import type { ColumnUnderstood } from "#lib/import/import-set.ts";
import { Input } from "../../ui/input";

interface RateFieldsProps {
  column: Pick<ColumnUnderstood, "heading" | "currency" | "otherCurrencies" | "rates">;
  change: (change: ColumnChange) => void;
}

/** What one of each other currency is worth; said when the field is left, because each answer reads the file again. */
export function RateFields({ column, change }: RateFieldsProps) {
  const { heading, currency, otherCurrencies, rates } = column;
  if (currency === null) return null;
  const say = (code: string, text: string) => {
    const { [code]: before, ...others } = rates;
    const rate = Number(text.trim().replace(",", "."));
    if (text.trim() === "" || !(rate > 0) || !Number.isFinite(rate)) {
      if (before !== undefined) change({ rates: others });
    } else if (rate !== before) change({ rates: { ...others, [code]: rate } });
  };
  return otherCurrencies.map((code) => (
    <div key={code} className="col-span-2 flex items-center gap-2 text-sm">
      <span className="whitespace-nowrap">
        1 {code} in {currency}
      </span>
      <Input
        aria-label={`What one ${code} of ${heading} is worth in ${currency}`}
        inputMode="decimal"
        defaultValue={rates[code] ?? ""}
        placeholder="Not counted"
        onBlur={(event) => say(code, event.target.value)}
      />
    </div>
  ));
}
