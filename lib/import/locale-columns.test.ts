import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Issue } from "#lib/import/issue.ts";
import { planTable } from "#lib/import/plan-columns.ts";
import { createRowReader } from "#lib/import/read-row.ts";

/** Locale, its currency, its words for yes and no, and headings a team there would write. */
const locales: readonly [string, string, string, string, readonly [string, string, string, string]][] = [
  ["en-US", "USD", "Yes", "No", ["Seats", "Budget", "Demo date", "Security owner"]],
  ["en-GB", "GBP", "Yes", "No", ["Seats", "Budget", "Demo date", "Security owner"]],
  ["en-IN", "INR", "Yes", "No", ["Seats", "Budget", "Demo date", "Security owner"]],
  ["de-DE", "EUR", "Ja", "Nein", ["Plätze", "Budget", "Demotermin", "Sicherheitsteam"]],
  ["de-CH", "CHF", "Ja", "Nein", ["Plätze", "Budget", "Demotermin", "Sicherheitsteam"]],
  ["fr-FR", "EUR", "Oui", "Non", ["Places", "Budget", "Démonstration", "Équipe sécurité"]],
  ["es-ES", "EUR", "Sí", "No", ["Plazas", "Presupuesto", "Demostración", "Equipo"]],
  ["pt-BR", "BRL", "Sim", "Não", ["Lugares", "Orçamento", "Demonstração", "Equipe"]],
  ["pl-PL", "PLN", "Tak", "Nie", ["Miejsca", "Budżet", "Pokaz", "Zespół"]],
  ["ja-JP", "JPY", "はい", "いいえ", ["席数", "予算", "デモ", "担当"]],
  ["it-IT", "EUR", "Sì", "No", ["Posti", "Budget", "Dimostrazione", "Squadra"]],
  ["nl-NL", "EUR", "Ja", "Nee", ["Plaatsen", "Budget", "Demonstratie", "Team"]],
  ["sv-SE", "SEK", "Ja", "Nej", ["Platser", "Budget", "Demonstration", "Grupp"]],
];

describe.each(locales)(
  "a table as %s writes it",
  (locale, currency, yes, no, [count, money, date, answer]) => {
    const amount = new Intl.NumberFormat(locale, { style: "currency", currency });
    const digits = amount.resolvedOptions().maximumFractionDigits ?? 2;
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
    const dates = {
      numeric: new Intl.DateTimeFormat(locale, {
        timeZone: "UTC",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      }),
      words: new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "long" }),
      moments: new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "short", timeStyle: "short" }),
    };

    test.each(["numeric", "words", "moments"] as const)("is read back the same, dates in %s", (how) => {
      const rows = fc.array(
        fc.record({
          seats: fc.integer({ min: -99_999, max: 9_999_999 }),
          cents: fc.integer({ min: -10_000_000, max: 100_000_000 }),
          day: fc.integer({ min: 11_000, max: 21_000 }),
          said: fc.boolean(),
          missing: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7),
        }),
        { minLength: 60, maxLength: 80 },
      );
      fc.assert(
        fc.property(rows, (told) => {
          const values = told.map(({ seats, cents, day, said, missing }) => [
            missing === 0 ? null : seats / 100,
            missing === 1 ? null : Number((cents / 100).toFixed(digits)),
            missing === 2 ? null : day,
            missing === 3 ? null : said ? yes : no,
          ]);
          const write = (value: string | number | null | undefined, say: (known: number) => string) =>
            value === null || value === undefined ? "N/A" : typeof value === "string" ? value : say(value);
          const cells = values.map(([seats, price, day, said], i) => [
            `Customer ${i}`,
            write(seats, (known) => number.format(known)),
            write(price, (known) => amount.format(known)),
            write(day, (known) => dates[how].format(known * 86_400_000)),
            write(said, String),
            i % 2 === 0 ? "Active" : "Churned",
          ]);
          const head = cells.map((row, i) => ({ number: i + 2, cells: row, suspect: false }));
          const { own } = planTable(["Customer", count, money, date, answer, "Status"], head, ",");
          expect(own.columns.map(({ type }) => type).slice(1, 5)).toEqual([
            "number",
            "number",
            "date",
            "yes-no",
          ]);
          const reader = createRowReader(own, "0");
          const issues: Issue[] = [];
          const read = head.map((row) => reader.read(row, issues));
          expect(issues).toEqual([]);
          const places = [count, money, date, answer].map((name) => {
            const at = reader.attributes.findIndex((one) => one.name === name);
            return (row: (typeof read)[number]) => row?.values[at];
          });
          read.forEach((row, i) => {
            places.forEach((value, at) => {
              const expected = values[i]![at];
              if (typeof expected === "number") expect(value(row)).toBeCloseTo(expected, 6);
              else expect(value(row)).toBe(expected);
            });
          });
        }),
        { seed: 8, numRuns: 6 },
      );
    });
  },
);
