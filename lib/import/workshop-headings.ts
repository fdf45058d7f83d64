import {
  type Attribute,
  dimensions,
  knownAtMoments,
  type ValueType,
  valueTypes,
} from "#lib/accounts/attribute.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import { type ListForm, listForms } from "#lib/import/exact-list.ts";
import {
  type ColumnMapping,
  type ColumnRole,
  type Mapping,
  numericOutcomeKinds,
  plainColumn,
} from "#lib/import/mapping.ts";

/** The first headings of the workshop's own exports, by which they are known again. */
export const accountsMark = "ICP Workshop account";
export const peopleMark = "ICP Workshop account of the person";
export const setAsideMark = "ICP Workshop account set aside";

/** Whether these are the headings of a table that the workshop has exported. */
export const isExport = (headings: readonly string[]): boolean =>
  [accountsMark, peopleMark, setAsideMark].includes(headings[0] ?? "");

/** What stands before the attributes and outcomes. */
export interface AccountColumns {
  /** Whether start dates are known. */
  readonly start: boolean;
  /** Whether it is known who left, and on which day the data was taken (ISO; null: the data has no days). */
  readonly left: { readonly asOf: string | null } | null;
  readonly attributes: readonly (Attribute & { readonly separator: ListForm })[];
  readonly outcomes: readonly NumericOutcome[];
}

const nameHeading = "Account name";
const domainHeading = "Domain";
const startHeading = "Customer since";
const monthsHeading = "Months as a customer";
const leftHeading = (asOf: string | null) => (asOf === null ? "Left" : `Left [as of ${asOf}]`);

const typeWords = (type: ValueType, separator: ListForm) =>
  type === "list" ? `list with ${separator}` : type;

/**
 * The headings of an export of accounts. Each says all there is to know about its column, so that the table alone is enough
 * to read it again: `Industry [firmographic, prospect, text]`, `ACV [outcome, value, higher is better]`.
 */
export function accountHeadings({ start, left, attributes, outcomes }: AccountColumns): string[] {
  return [
    accountsMark,
    nameHeading,
    domainHeading,
    ...(start ? [startHeading] : []),
    ...(left === null ? [] : [leftHeading(left.asOf), monthsHeading]),
    ...attributes.map(
      ({ name, dimension, knownAt, type, separator }) =>
        `${name} [${dimension}, ${knownAt}, ${typeWords(type, separator)}]`,
    ),
    ...outcomes.map(({ name, kind, better, perDays, sale }) => {
      const rate = perDays === undefined ? "" : `, per ${perDays} days`;
      const part = sale === undefined ? "" : `, ${sale} of the sale`;
      return `${name} [outcome, ${kind}, ${better} is better${rate}${part}]`;
    }),
  ];
}

const member = <T extends string>(list: readonly T[], word: string | undefined): T | null =>
  list.find((one) => one === word) ?? null;

function described(name: string, words: string): ColumnMapping | null {
  const parts = words.split(", ");
  if (parts[0] === "outcome") {
    const kind = member(numericOutcomeKinds, parts[1]);
    const better = member(["higher", "lower"] as const, parts[2]?.replace(/ is better$/, ""));
    if (kind === null || better === null) return null;
    const perDays = Number(/^per (\d+(?:\.\d+)?) days$/.exec(parts[3] ?? "")?.[1]);
    const sale = member(["days", "won"] as const, /^(\w+) of the sale$/.exec(parts[3] ?? "")?.[1]);
    const outcome = {
      kind,
      better,
      ...(perDays > 0 && { perDays }),
      ...(sale !== null && { sale }),
    };
    return { ...plainColumn, heading: name, role: "outcome", type: "number", outcome };
  }
  const [dimension, knownAt] = [member(dimensions, parts[0]), member(knownAtMoments, parts[1])];
  // A comma may be the separator itself, so the rest is one word.
  const rest = parts.slice(2).join(", ");
  const separator = member(listForms, /^list with (.+)$/.exec(rest)?.[1]);
  const type = separator === null ? member(valueTypes, rest) : "list";
  if (dimension === null || knownAt === null || type === null) return null;
  return {
    ...plainColumn,
    ...{ heading: name, role: "attribute", dimension, knownAt, type, separator: separator ?? ";" },
  };
}

const fixed: Readonly<Record<string, ColumnRole>> = {
  [accountsMark]: "identifier",
  [nameHeading]: "name",
  [domainHeading]: "domain",
  [startHeading]: "start date",
  [monthsHeading]: "tenure",
};

const ofLeft = /^Left(?: \[as of (\d{4}-\d{2}-\d{2})\])?$/;

function columnOf(heading: string): ColumnMapping {
  const role = Object.hasOwn(fixed, heading) ? fixed[heading] : undefined;
  if (role !== undefined)
    return {
      ...plainColumn,
      heading,
      role,
      type: role === "start date" ? "date" : role === "tenure" ? "number" : "text",
    };
  if (ofLeft.test(heading)) return { ...plainColumn, heading, role: "status" };
  const [, name = "", words = ""] = /^(.+) \[([^\]]*)\]$/s.exec(heading) ?? [];
  return (name === "" ? null : described(name, words)) ?? { ...plainColumn, heading, role: "ignore" };
}

/** How the table under these headings is read; null where they are not those of an export of accounts. */
export function mappingOfExport(headings: readonly string[]): Mapping | null {
  if (headings[0] !== accountsMark) return null;
  const columns = headings.map(columnOf);
  const left = headings.map((heading) => ofLeft.exec(heading)).find((found) => found !== null);
  const statusValues =
    left === undefined
      ? []
      : [
          { value: "yes", means: "left" as const },
          { value: "no", means: "stayed" as const },
        ];
  return { columns, statusValues, asOf: left?.[1] ?? null };
}

/** An account's whole identity as it stands in an export (`id:C-1`), or null for an id of any other table. */
export function exportedIdentity(heading: string, text: string): string | null {
  return heading === accountsMark && /^(?:id|domain|name|row|set):/.test(text) ? text : null;
}
