import type { CategoryColumn, Frame } from "#lib/accounts/frame.ts";

/** Headings that say which larger customer an account belongs to, in four languages. */
const belongsWords =
  /^(?:(?:ultimate|global|domestic)[ _-]?)?(?:parent(?:[ _-]?(?:account|company|organi[sz]ation|group|firm))?|account[ _-]?(?:group|family)|corporate[ _-]?(?:group|family)|holding(?:[ _-]?company)?|konzern|unternehmensgruppe|muttergesellschaft|kundengruppe|groupe|maison[ _-]?m[eè]re|soci[eé]t[eé][ _-]?m[eè]re|grupo(?:[ _-]?empresarial)?|matriz)(?:[ _-]?(?:id|name|no|number|nr))?$/i;

/** Fewer groups than this are a trait, such as a region; more accounts than this share of all in one are no group either. */
const fewestGroups = 10;
const largestShare = 0.5;
/** Known accounts for every group, at least: else hardly any account shares its group. */
const fewestEach = 1.1;

/** The larger customers that accounts belong to. */
export interface Groups {
  /** The column that says so; no trait of an account. */
  readonly attribute: string;
  /** By account of the frame; one that names no group is one of its own. */
  readonly codes: Int32Array;
  readonly groups: number;
  /** The name of an account's group; null where it names none. */
  nameOf(account: number): string | null;
}

/** Whether a heading says which larger customer an account belongs to. */
export const saysBelonging = (heading: string): boolean => belongsWords.test(heading.trim());

/**
 * The groups of accounts that a frame names, such as those of one parent company: accounts of one group are no evidence for
 * each other (statistics.md, "several rows of one account"). The first column whose heading says so and whose values repeat;
 * null where there is none.
 */
export function groupsOf({ columns }: Frame): Groups | null {
  const found = columns.find(
    (column): column is CategoryColumn => column.kind === "category" && names(column),
  );
  if (found === undefined) return null;
  let next = found.dictionary.length;
  const codes = found.codes.map((code) => (code < 0 ? next++ : code));
  return {
    attribute: found.attribute.name,
    codes,
    groups: new Set(codes).size,
    nameOf: (account) => found.dictionary[found.codes[account]!] ?? null,
  };
}

function names({ attribute, dictionary, codes }: CategoryColumn): boolean {
  if (!saysBelonging(attribute.name)) return false;
  const sizes = new Int32Array(dictionary.length);
  let known = 0;
  for (const code of codes) {
    if (code < 0) continue;
    sizes[code]!++;
    known++;
  }
  const groups = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return groups >= fewestGroups && known >= fewestEach * groups && largest <= largestShare * codes.length;
}
