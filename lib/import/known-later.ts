import { phraseOf } from "#lib/import/heading-words.ts";
import { plainPhrase } from "#lib/import/heading-words-abroad.ts";
import type { ColumnMapping } from "#lib/import/mapping.ts";
import type { Field, Source } from "#lib/import/sources/definition.ts";
import { readDate } from "#lib/import/value.ts";

/** Headings of what comes into being after the sale, and why it cannot choose whom to sell to: it would leak the outcome. */
const laterWords: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern:
      / (?:nps|csat|ces|satisfaction|health|sentiment|zufriedenheit|satisfaccion|satisfacao|soddisfazione|tevredenheid) /,
    reason: "Tells how content the customer is, which is known only after the sale.",
  },
  {
    pattern:
      / (?:total (?:charges?|spend|spent|paid|revenue|payments?|amount|refunds|extra data charges|long distance charges)|net payments|lifetime|(?:current|latest) (?:mrr|arr|plan|revenue|spend)|refunds?|amount paid|umsatz gesamt|gesamtumsatz|chiffre total) /,
    reason: "Tells what is paid now or has been paid since, which is known only after the sale.",
  },
  {
    pattern:
      / (?:(?:last|latest|most recent) (?:activity|login|seen|contact|contacted|payment|engagement|order|purchase|invoice|visit|call|email|meeting|booked meeting|touch|used|modified|updated|sale|session|conversation|ticket|renewal|logged call|open task)|recent (?:deal|sale|conversion)|next (?:activity|step|renewal|invoice|billing|payment|meeting)|days since|letzte[rs]? (?:aktivitat|kontakt|anmeldung|bestellung|zahlung)|derniere? (?:activite|contact|connexion|commande|paiement)|ultim[ao] (?:actividad|contacto|acceso|compra|pago|atividade|contato|acesso)) /,
    reason: "Tells the latest there is on the day of the export, which may be long after the sale.",
  },
  {
    pattern:
      / (?:times contacted|logins?|usage|active (?:users|seats|days)|seats used|(?:number|count) of (?:open |closed |associated |support )?(?:deals|tickets|cases|invoices|conversations|sessions|page ?views|form submissions|logins|meetings|emails|calls|activities|contacts|orders|renewals)|(?:open|closed|associated) (?:deals|tickets|cases|invoices)|tickets?|complaints?|escalations?|incidents?|adoption) /,
    reason: "Counts up to the day of the export, so it counts what came after the sale.",
  },
  {
    pattern:
      / (?:lifecycle stage|lifecycle status|customer status|churn|cancell?ations?|kundigung|resiliation|inactive|renewals?|renewed|upgraded?|downgraded?|expansion|upsell) /,
    reason: "Tells how far it has come by the day of the export, which is known only after the sale.",
  },
  {
    pattern:
      / (?:current (?:period|term|contract)|contract end|renewal date|end date|billing period|vertragsende|laufzeitende|fin de contrat) /,
    reason: "Tells the time that runs on the day of the export, which is known only after the sale.",
  },
  {
    pattern: / (?:days to close|close date|closed on|closed at|abschlussdatum|date de cloture) /,
    reason: "Is known only when the deal is closed.",
  },
];

/** Why what stands under a heading is known only after the sale; null: nothing in it says so. */
export function laterByHeading(heading: string): string | null {
  const phrases = [phraseOf(heading), plainPhrase(phraseOf(heading))];
  const found = laterWords.find(({ pattern }) => phrases.some((phrase) => pattern.test(phrase)));
  return found?.reason ?? null;
}

/** What an account of a tool tells in numbers and lists grows and changes: it is told as it is now. */
export function isAsOfExport(
  { tool, kind }: Pick<Source, "tool" | "kind">,
  column: { readonly field: Field; readonly mapping: Pick<ColumnMapping, "type" | "knownAt"> },
) {
  const { type, knownAt } = column.mapping;
  return (
    kind === "company" &&
    tool !== "own" &&
    tool !== "ICP Workshop" &&
    column.field === "trait" &&
    knownAt !== "customer" &&
    (type === "number" || type === "range" || type === "list")
  );
}

/** In so many rows a date must be compared with the start; and in so many of them it may lie after it by mistake. */
const fewestCompared = 5;
const mistakenShare = 0.1;

type Dated = Pick<ColumnMapping, "dateOrder">;

/**
 * Why a date is known only after the sale: in more than a tenth of the rows it lies after the day that made the account a customer.
 * Null where it does not, or too few rows have both. `start` and `at` are the places of the columns in the rows.
 */
export function laterByDates(
  rows: readonly (readonly string[])[],
  start: number,
  at: number,
  columns: readonly Dated[],
): string | null {
  const dayIn = (row: readonly string[], place: number) => {
    const order = columns[place]?.dateOrder;
    return readDate(
      (row[place] ?? "").trim(),
      order === "day first" || order === "month first" ? order : null,
    );
  };
  let compared = 0;
  let after = 0;
  for (const row of rows) {
    const [began, day] = [dayIn(row, start), dayIn(row, at)];
    if (began === null || day === null) continue;
    compared++;
    if (day > began) after++;
  }
  if (compared < fewestCompared || after <= compared * mistakenShare) return null;
  return `Lies after the day it became a customer in ${after} of ${compared} rows, so it is known only after the sale.`;
}
