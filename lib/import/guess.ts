import { guessFormat, guessType, orderDoubt, textDoubt } from "#lib/import/guess-type.ts";
import { meaningOfWord, outcomeWords, phraseOf, traitWords } from "#lib/import/heading-words.ts";
import { meaningAbroad, plainPhrase, rolesOf, statusWordsOf } from "#lib/import/heading-words-abroad.ts";
import { laterByDates, laterByHeading } from "#lib/import/known-later.ts";
import type { ColumnMapping, ColumnRole, Mapping, StatusMeaning } from "#lib/import/mapping.ts";
import { singleRoles } from "#lib/import/mapping.ts";
import type { ColumnProfile } from "#lib/import/profile.ts";
import { readNumber, readYesNo } from "#lib/import/value.ts";

/** A mapping to begin with, and per column why it should be looked at (null: nothing doubtful). */
export interface Guess {
  readonly mapping: Mapping;
  readonly doubts: readonly (string | null)[];
}

type ColumnGuess = { column: ColumnMapping; doubt: string | null };

const levelsOfAStatus = 12;

/**
 * What each value of a status column means, judged by the words themselves, or by yes and no where the heading
 * says which is which. Null when fewer than nine in ten cells can be judged, or none means "left".
 */
export function guessStatusValues(profile: ColumnProfile): { value: string; means: StatusMeaning }[] | null {
  const heading = statusWordsOf(phraseOf(profile.heading));
  if (profile.filled === 0 || profile.values.length > levelsOfAStatus) return null;
  let known = 0;
  let total = 0;
  const meanings = profile.values.map(([value, count]) => {
    const yes = readYesNo(value);
    const byHeading =
      yes === null || heading === undefined ? null : yes === (heading.yes === "left") ? "left" : "stayed";
    const means: StatusMeaning | null = meaningOfWord(value) ?? meaningAbroad(value) ?? byHeading;
    total += count;
    if (means !== null) known += count;
    return { value, means: means ?? ("neither" as const) };
  });
  const says =
    meanings.some((value) => value.means === "left") && meanings.some((value) => value.means === "stayed");
  return says && known >= total * 0.9 ? meanings : null;
}

/** Whether the cells of a column can have the role that its heading suggests. */
function cellsAgree(role: ColumnRole, profile: ColumnProfile): boolean {
  const dates = Math.max(profile.date["day first"], profile.date["month first"]);
  const numbers = Math.max(profile.number.point, profile.number.comma);
  switch (role) {
    case "start date":
    case "end date":
      return profile.filled > 0 && dates >= 0.9;
    case "tenure":
      return numbers >= 0.9;
    case "identifier":
      return profile.judged > 0 && profile.distinct >= profile.judged * 0.9;
    case "name":
      return (
        profile.yesNo < 0.5 &&
        profile.distinct >= Math.min(3, profile.judged) &&
        profile.distinct >= profile.judged * 0.5
      );
    case "domain":
      return profile.domain >= 0.8;
    default:
      return true;
  }
}

function guessRole(profile: ColumnProfile, phrase: string): ColumnRole {
  if (profile.filled === 0) return "ignore";
  const isStatus = statusWordsOf(phrase) !== undefined && guessStatusValues(profile) !== null;
  for (const role of rolesOf(phrase)) {
    if (isStatus && (role === "end date" || role === "stage" || role === "name")) continue;
    if (cellsAgree(role, profile)) return role;
  }
  if (isStatus) return "status";
  if (profile.email >= 0.8) return "person";
  const numeric = Math.max(profile.number.point, profile.number.comma) >= 0.9 || profile.yesNo >= 0.9;
  if (numeric && outcomeWords.some((words) => words.pattern.test(phrase))) return "outcome";
  return "attribute";
}

function guessColumn(profile: ColumnProfile, europeanNumbers: boolean): ColumnGuess {
  const phrase = phraseOf(profile.heading);
  const role = guessRole(profile, phrase);
  const trait = traitWords.find((words) => words.pattern.test(phrase));
  const late = laterByHeading(profile.heading);
  const { type, missing } = guessType(profile, phrase);
  const format = guessFormat(profile, europeanNumbers);
  const column: ColumnMapping = {
    heading: profile.heading,
    role,
    dimension: trait?.dimension ?? "firmographic",
    knownAt: late !== null ? "customer" : (trait?.knownAt ?? "prospect"),
    type,
    ...format.column,
    missing,
    unit: guessUnit(profile, phrase),
    outcome: outcomeWords.find((words) => words.pattern.test(phrase))?.outcome ?? {
      kind: "value",
      better: "higher",
    },
  };
  return { column, doubt: doubtOf(column, profile, format.doubt, late) };
}

function guessUnit(profile: ColumnProfile, phrase: string): ColumnMapping["unit"] {
  const plain = plainPhrase(phrase);
  if (/ (?:days?|tagen?|jours|dias|giorni|dagen) /.test(plain)) return "days";
  if (/ (?:years?|jahren?|ans|annees|anos|anni|jaren) /.test(plain)) return "years";
  if (/ (?:months?|monaten?|mois|meses|mesi|maanden) /.test(plain)) return "months";
  return (profile.largest ?? 0) > 400 ? "days" : "months";
}

function doubtOf(
  column: ColumnMapping,
  profile: ColumnProfile,
  format: string | null,
  late: string | null,
): string | null {
  const numeric = column.type === "number" || column.role === "outcome" || column.role === "tenure";
  const dated = column.type === "date" || column.role === "start date" || column.role === "end date";
  if (column.role === "ignore") return profile.filled === 0 ? "No cell is filled." : null;
  if (dated && orderDoubt(profile) !== null) return orderDoubt(profile);
  if (numeric && format !== null) return format;
  if (column.role === "tenure" && !/ (?:days?|months?|years?) /.test(phraseOf(column.heading))) {
    return `Read as ${column.unit}.`;
  }
  if (column.role === "outcome") return "Read as an outcome: how well it went.";
  if (column.role !== "attribute") return null;
  return late ?? (column.type === "text" ? textDoubt(profile, phraseOf(column.heading), false) : null);
}

/** Free text and names are levels of nothing: each value would stand alone. */
function setAsideFreeText(guesses: ColumnGuess[], profiles: readonly ColumnProfile[]): void {
  guesses.forEach((guess, i) => {
    const profile = profiles[i];
    if (profile === undefined || guess.column.role !== "attribute" || guess.column.type !== "text") return;
    if (profile.judged < 30 || profile.distinct < profile.judged * 0.9) return;
    guess.column.role = "ignore";
    guess.doubt =
      textDoubt(profile, phraseOf(profile.heading), true) ??
      "Nearly every cell differs, so it is left out: a name, or free text.";
  });
}

/** The first unique column identifies the customers when none says so by its heading. */
function chooseIdentity(guesses: ColumnGuess[], profiles: readonly ColumnProfile[]): void {
  if (guesses.some(({ column }) => ["identifier", "domain", "name"].includes(column.role))) return;
  const first = guesses.find(({ column }, i) => {
    const profile = profiles[i];
    return (
      column.role === "ignore" &&
      profile !== undefined &&
      profile.filled === profile.seen &&
      profile.distinct === profile.judged
    );
  });
  if (first === undefined) return;
  first.column.role = "name";
  first.doubt = "Every cell differs, so it is taken as the customers' name.";
}

/** At most one column can be the status, the start date and so on; the others step back. */
function keepOneEach(guesses: ColumnGuess[]): void {
  for (const role of singleRoles) {
    const holders = guesses.filter(({ column }) => column.role === role);
    const chosen =
      role === "status"
        ? (holders.find(({ column }) => / churn/.test(phraseOf(column.heading))) ?? holders[0])
        : holders[0];
    for (const guess of holders) {
      if (guess === chosen) continue;
      const repeats = role === "status" || role === "end date" || role === "tenure";
      guess.column.role =
        repeats || role === "identifier" || role === "name" || role === "domain" ? "ignore" : "attribute";
      guess.column.knownAt = "customer";
      guess.doubt = `“${chosen?.column.heading}” is the ${role} already.`;
    }
  }
}

/** Pearson correlation of two columns over the rows in which both are known. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const n = pairs.length;
  if (n < 30) return 0;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** A number that grows with the time as a customer is known only afterwards: it tells the outcome, not the account. */
function flagGrowing(guesses: ColumnGuess[], rows: readonly (readonly string[])[]): void {
  const tenure = guesses.findIndex(({ column }) => column.role === "tenure");
  if (tenure < 0) return;
  guesses.forEach((guess, i) => {
    if (guess.column.role !== "attribute" || guess.column.type !== "number") return;
    const pairs = rows.flatMap((row) => {
      const x = readNumber((row[tenure] ?? "").trim(), guesses[tenure]?.column.decimal ?? "point");
      const y = readNumber((row[i] ?? "").trim(), guess.column.decimal);
      return x === null || y === null ? [] : [[x, y] as const];
    });
    if (correlation(pairs) < 0.7) return;
    guess.column.knownAt = "customer";
    guess.doubt = "Grows with the time as a customer, so it is known only after the sale.";
  });
}

/** A date after the start is one of what happened since. */
function flagDated(guesses: ColumnGuess[], rows: readonly (readonly string[])[]): void {
  const columns = guesses.map(({ column }) => column);
  const start = columns.findIndex(({ role }) => role === "start date");
  if (start < 0) return;
  guesses.forEach((guess, at) => {
    if (guess.column.role !== "attribute" || guess.column.type !== "date") return;
    const late = laterByDates(rows, start, at, columns);
    if (late === null) return;
    guess.column.knownAt = "customer";
    guess.doubt = late;
  });
}

/** Numbers of one file are written one way: what most that can be read in one way alone say; null: they say nothing. */
function commaElsewhere(profiles: readonly ColumnProfile[]): boolean | null {
  const numeric = profiles.filter(({ number }) => Math.max(number.point, number.comma) >= 0.95);
  const sum = (of: "onlyPoint" | "onlyComma") => numeric.reduce((total, one) => total + one[of], 0);
  const [point, comma] = [sum("onlyPoint"), sum("onlyComma")];
  return point === comma ? null : comma > point;
}

/**
 * Guesses how a file is to be read from its profiles and the rows of the sample. `europeanNumbers` breaks ties
 * between 1,054 and 1.054; files with semicolons usually come from where the comma is the decimal mark.
 */
export function guessMapping(
  profiles: readonly ColumnProfile[],
  rows: readonly (readonly string[])[],
  europeanNumbers: boolean,
): Guess {
  const isComma = commaElsewhere(profiles) ?? europeanNumbers;
  const guesses = profiles.map((profile) => guessColumn(profile, isComma));
  setAsideFreeText(guesses, profiles);
  chooseIdentity(guesses, profiles);
  keepOneEach(guesses);
  flagGrowing(guesses, rows.slice(0, 400));
  flagDated(guesses, rows.slice(0, 400));
  const status = guesses.findIndex(({ column }) => column.role === "status");
  const statusProfile = profiles[status];
  return {
    mapping: {
      columns: guesses.map((guess) => guess.column),
      statusValues: statusProfile === undefined ? [] : (guessStatusValues(statusProfile) ?? []),
      asOf: null,
    },
    doubts: guesses.map((guess) => guess.doubt),
  };
}
