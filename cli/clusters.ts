import type { CategoryColumn } from "#lib/accounts/frame.ts";
import { saysBelonging } from "#lib/analysis/groups.ts";
import type { ReadAttributes } from "#lib/compute/read-attributes.ts";
import type { WarningJson } from "./answer.ts";
import type { PatternsArguments } from "./arguments.ts";

/** Whose row each row is; the column that says so is never an attribute. */
export interface Clusters {
  readonly codes: Int32Array | null;
  readonly column: string | null;
  readonly warning: WarningJson | null;
}

/** Headings under which deals and tickets name the account they are of ("Associated Company IDs", "org_id", "Kunde Nr"). */
const accountWords =
  /^(?:.*[ _-])?(?:account|company|customer|client|org|organi[sz]ation|tenant|workspace|user|kunde|firma)(?:[ _-]?(?:ids?|name|no|number|nr|key|code|uuid|domain(?:[ _-]?name)?))?$/i;
/** Headings under which an account is named by its address; whether it is one, the cells must say as well. */
const addressWords = /^(?:.*[ _-])?(?:domain|website|url)(?:[ _-]?name)?$/i;
const address = /^[^\s@]+\.[a-z]{2,}$/i;
const fewestRowsEach = 1.5;
const fewestClusters = 10;

/** The clusters named with --cluster, or by repeated ids, or by a column that names accounts and repeats them. */
export function clustersIn(table: ReadAttributes, asked: PatternsArguments): Clusters {
  if (asked.cluster !== null) return named(table, asked.cluster, null);
  if (asked.id !== null && occursTwice(table.texts.get(asked.id)!.codes))
    return named(table, asked.id, asked.id);
  const found = table.columns.find(
    (column) =>
      column.kind === "category" &&
      (accountWords.test(column.attribute.name) ||
        saysBelonging(column.attribute.name) ||
        namesAddresses(column)) &&
      repeats(column.codes),
  );
  if (found === undefined || found.kind !== "category") return { codes: null, column: null, warning: null };
  const column = found.attribute.name;
  return { codes: withoutGaps(found.codes), column, warning: warningOf(column, found.codes) };
}

/** Not so of “Domain” where it holds fields of business. */
const namesAddresses = ({ attribute, dictionary }: CategoryColumn): boolean =>
  addressWords.test(attribute.name) && dictionary.every((cell) => address.test(cell));

function named(table: ReadAttributes, column: string, repeatedId: string | null): Clusters {
  const { codes } = table.texts.get(column)!;
  const warning = repeatedId !== null || repeats(codes) ? warningOf(column, codes) : null;
  return { codes: withoutGaps(codes), column, warning };
}

/** Of a column that is said to identify accounts, a single repetition is enough: those rows are no two accounts. */
function occursTwice(codes: Int32Array): boolean {
  const known = codes.filter((code) => code >= 0);
  return new Set(known).size < known.length;
}

function repeats(codes: Int32Array): boolean {
  const known = codes.filter((code) => code >= 0);
  const distinct = new Set(known).size;
  return distinct >= fewestClusters && known.length >= fewestRowsEach * distinct;
}

/** A row that does not say whose it is stands for itself. */
function withoutGaps(codes: Int32Array): Int32Array {
  let next = codes.reduce((most, code) => Math.max(most, code), -1);
  return codes.map((code) => (code < 0 ? ++next : code));
}

function warningOf(column: string, codes: Int32Array): WarningJson {
  const accounts = new Set(codes.filter((code) => code >= 0)).size;
  return {
    kind: "clustering",
    attributes: [column],
    text: `${codes.length} rows are of ${accounts} accounts (${column}): rows of one count together, not each for itself.`,
  };
}
