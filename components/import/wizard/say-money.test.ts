import { expect, test } from "vitest";
import { rateChange, ratesAsked, sayAmountsIn } from "./say-money.ts";

const column = { currency: "EUR", otherCurrencies: ["GBP"], rates: { GBP: 1.2 }, wantedCurrency: null };

test("a rate is asked for each other currency, and first of all into that of what was imported before", () => {
  expect(ratesAsked(column)).toEqual([{ code: "GBP", into: "EUR", rate: 1.2 }]);
  expect(ratesAsked({ ...column, wantedCurrency: "USD" })).toEqual([
    { code: "EUR", into: "USD", rate: null },
  ]);
  expect(ratesAsked({ ...column, currency: null })).toEqual([]);
});

test("what is written in its field is a rate, takes one back, or says nothing new", () => {
  const [gbp] = ratesAsked(column);
  expect(rateChange(column, gbp!, " 1,25 ")).toEqual({ rates: { GBP: 1.25 } });
  expect(rateChange(column, gbp!, "1.2")).toBeNull();
  expect(rateChange(column, gbp!, "")).toEqual({ rates: {} });
  const foreign = { ...column, wantedCurrency: "USD" };
  const [eur] = ratesAsked(foreign);
  expect(rateChange(foreign, eur!, "1.1")).toEqual({ currency: "USD", rates: { EUR: 1.1 } });
  expect(rateChange(foreign, eur!, "much")).toBeNull();
});

test("amounts are in what a column says, in one currency, or in none that is said", () => {
  expect(sayAmountsIn("from Ccy")).toMatchObject({ currencyFrom: "Ccy", amountsIn: undefined });
  expect(sayAmountsIn("EUR")).toMatchObject({ currencyFrom: null, amountsIn: "EUR" });
  expect(sayAmountsIn("")).toMatchObject({ currencyFrom: null, amountsIn: undefined });
});
