import { availableParallelism } from "node:os";
import type { Frame } from "#lib/accounts/frame.ts";
import type { AttributeFindings } from "#lib/analysis/finding.ts";
import {
  type EvidenceOptions,
  gatherEvidence,
  prepareFrame,
  settleRules,
} from "#lib/analysis/search/evidence.ts";
import { plainSearch, plainTable, sayPlainRule, type TextColumn } from "#lib/analysis/search/exact.ts";
import { checkByShuffling } from "#lib/analysis/search/shuffle-check.ts";
import { retentionTarget, type Target } from "#lib/analysis/target.ts";
import { startAside } from "#lib/compute/aside-thread.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { namedTable } from "#lib/compute/named-table.ts";
import { openTable } from "#lib/compute/open-table.ts";
import { type ReadAttributes, readAttributes } from "#lib/compute/read-attributes.ts";
import { type DecimalMark, readNumber } from "#lib/import/value.ts";
import type { Seconds } from "./answer.ts";
import { dividedBy, type Match, type PatternsArguments, UsageError } from "./arguments.ts";
import { clustersIn } from "./clusters.ts";
import { asideIn } from "./left-out.ts";
import { patternsJson } from "./patterns-json.ts";
import { rareLevels } from "./rare-levels.ts";
import { patternsReport } from "./report.ts";
import { scorecardFor, scorecardJson } from "./scorecard.ts";

/** Months after which leakage is judged where the file says how long accounts were followed. */
const horizon = 12;

/** Answers `patterns`: JSON or a report, as asked. */
export async function runPatterns(given: PatternsArguments): Promise<string> {
  const asked = await withHeadings(given);
  return asked.wracc === null ? runEngine(asked) : runPlainSearch(asked, asked.wracc);
}

/** Where an equals sign may be of the heading or of the value, the files' own headings say which. */
async function withHeadings(asked: PatternsArguments): Promise<PatternsArguments> {
  if (![asked.good, asked.event].some((match) => match?.value.includes("="))) return asked;
  const headings = new Set<string>();
  for (const file of asked.files) {
    const opened = await openTable(file);
    const named = opened.ok ? namedTable(opened.table) : null;
    for (const heading of named?.ok ? named.table.headings : []) headings.add(heading);
  }
  const divided = (match: Match | null) => match && dividedBy(match, headings);
  return { ...asked, good: divided(asked.good), event: divided(asked.event) };
}

async function read(asked: PatternsArguments, allTexts: boolean): Promise<ReadAttributes> {
  const texts = [asked.good?.column, asked.event?.column, asked.time, asked.entry, asked.id, asked.cluster];
  const result = await readAttributes(asked.files, {
    texts: [...new Set(texts.filter((heading) => typeof heading === "string"))],
    // A heading may have a comma of its own.
    ignored: asked.ignore.flatMap((list) => [list, ...namesIn(list)]),
    id: asked.files.length > 1 ? asked.id : null,
    allTexts,
  });
  if (!result.ok) throw new UsageError(result.sentence);
  return result.read;
}

async function runEngine(asked: PatternsArguments): Promise<string> {
  const began = performance.now();
  // It is there by the time the file has been read.
  const aside = availableParallelism() > 1 ? startAside() : null;
  const table = await read(asked, false);
  const clusters = clustersIn(table, asked);
  const frame = frameOf(table, asked, clusters.column);
  const target = targetOf(frame, table, asked);
  for (const remark of remarks(table, asked)) process.stderr.write(`${remark}\n`);
  const readAt = performance.now();
  const prepared = prepareFrame(frame);
  const options: EvidenceOptions = {
    seed: asked.seed,
    maxConditions: asked.maxConditions,
    kernel: loadKernel(),
    aside,
    clusters: clusters.codes,
    horizon,
    unused: new Set(),
    outcomes: 1,
  };
  const first = gatherEvidence(prepared, target, options);
  const firstAt = performance.now();
  const rules = asked.first ? first.rules : settleRules(prepared, first, options);
  const shuffled =
    asked.shuffles === 0 ? null : checkByShuffling(prepared, target, options, undefined, asked.shuffles);
  const scorecard = asked.scorecard ? scorecardFor(frame, first, asked.seed, clusters.codes) : null;
  const ended = performance.now();
  const seconds: Seconds = {
    read: inSeconds(readAt - began),
    search: inSeconds(firstAt - readAt),
    total: inSeconds(ended - began),
  };
  const rare = (of: AttributeFindings) => rareLevels(of, frame, target);
  const answer = patternsJson({ ...first, rules }, clusters.warning, seconds, asked.all, table.spelt, rare);
  const more = { ...(shuffled && { shuffled }), ...(scorecard && { scorecard: scorecardJson(scorecard) }) };
  if (asked.json) return JSON.stringify({ ...answer, ...more });
  const kind = target.followed === null ? "good" : "stayed";
  return patternsReport(answer, {
    kind,
    all: asked.all,
    leftOut: asideIn(table, frame),
    shuffled,
    scorecard,
  });
}

const inSeconds = (milliseconds: number) => Math.round(milliseconds) / 1000;

/** Attributes are all columns that nobody gave another part. */
function frameOf(table: ReadAttributes, asked: PatternsArguments, cluster: string | null): Frame {
  const retention =
    asked.time === null || asked.event === null
      ? null
      : {
          months: numbersOf(textOf(table, asked.time)),
          left: matchedRows(table, asked.event).map((known) => (known < 0 ? 2 : known)),
          entry: asked.entry === null ? null : entriesOf(textOf(table, asked.entry)),
        };
  return {
    accountIds: numbered(table.accounts),
    columns: table.columns.filter((column) => column.attribute.name !== cluster),
    retention: retention === null ? null : { ...retention, left: Uint8Array.from(retention.left) },
    outcomes: [],
    startDays: null,
  };
}

/** A hundred thousand names: a loop makes them in an eighth of the time. */
function numbered(rows: number): string[] {
  const names: string[] = [];
  for (let row = 1; row <= rows; row++) names.push(String(row));
  return names;
}

function textOf(table: ReadAttributes, heading: string): TextColumn {
  const column = table.texts.get(heading);
  if (column === undefined) throw new UsageError(`There is no column “${heading}”.`);
  return column;
}

/** “12,5” has a decimal comma, “1,250” a comma between thousands. */
const decimalOf = (cells: readonly string[]): DecimalMark =>
  cells.some((cell) => /,(?:\d{1,2}|\d{4,})$/.test(cell)) ? "comma" : "point";

function numbersOf(column: TextColumn): Float64Array {
  const plain = column.dictionary.map(Number);
  const numbers = plain.every(Number.isFinite)
    ? plain
    : column.dictionary.map((cell) => readNumber(cell, decimalOf(column.dictionary)) ?? Number.NaN);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value) || value < 0);
  if (wrong >= 0)
    throw new UsageError(
      `“${column.name}” is no length of time: “${column.dictionary[wrong]}” occurs in it.`,
    );
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : numbers[code]!));
}

/** When accounts came into view; before every time where that was at the start. */
const entriesOf = (column: TextColumn): Float64Array =>
  numbersOf(column).map((entry) => (entry > 0 ? entry : -1));

/** 1 where the column has the value, 0 where it has another, −1 where the cell is empty. */
function matchedRows(table: ReadAttributes, { column: heading, value }: Match): Int8Array {
  const column = textOf(table, heading);
  const code = column.dictionary.indexOf(value);
  if (code < 0) throw new UsageError(neverSaid(heading, value, column.dictionary));
  return Int8Array.from(column.codes, (one) => (one < 0 ? -1 : one === code ? 1 : 0));
}

const mostNamed = 12;

function neverSaid(heading: string, value: string, values: readonly string[]): string {
  if (values.length === 0) return `“${heading}” is empty in every row.`;
  const more = values.length > mostNamed ? ` and ${values.length - mostNamed} more` : "";
  return `“${heading}” is never “${value}”. Its values are ${values.slice(0, mostNamed).join(", ")}${more}.`;
}

const namesIn = (list: string) => list.split(",").map((name) => name.trim());

/** What the person should know of how the words were taken, beside the answer. */
function remarks(table: ReadAttributes, asked: PatternsArguments): string[] {
  const lists = asked.ignore.filter((list) => !table.headings.has(list));
  const unknown = lists.flatMap(namesIn).filter((name) => name !== "" && !table.headings.has(name));
  const said = unknown.map((name) => `There is no column “${name}” to leave out.`);
  if (asked.good === null || asked.event === null) return said;
  const [good, left] = [matchedRows(table, asked.good), matchedRows(table, asked.event)];
  const against = good.filter((one, row) => one >= 0 && left[row]! >= 0 && one === left[row]).length;
  if (against === 0) return said;
  return [
    ...said,
    `With --time and --event, an account goes well as long as it stays: what --good says otherwise of ${against} accounts is not used.`,
  ];
}

/** Retention where the time is given, else a plain yes or no of the accounts whose answer is not empty. */
function targetOf(frame: Frame, table: ReadAttributes, asked: PatternsArguments): Target {
  const retention = retentionTarget(frame);
  if (retention !== null) return retention;
  const matched = matchedRows(table, asked.good!);
  const rows = Int32Array.from(matched.keys()).filter((row) => matched[row]! >= 0);
  return {
    outcome: "good",
    measure: "rate",
    better: "higher",
    rows,
    values: Float64Array.from(rows, (row) => matched[row]!),
    weights: null,
    followed: null,
    numbers: null,
    unknown: matched.length - rows.length,
  };
}

async function runPlainSearch(
  asked: PatternsArguments,
  { bins, depth, top }: NonNullable<PatternsArguments["wracc"]>,
): Promise<string> {
  if (asked.good === null) throw new UsageError("The plain search wants --good 'COLUMN=VALUE'.");
  const began = performance.now();
  const table = await read(asked, true);
  const matched = matchedRows(table, asked.good);
  const aside = new Set([
    asked.good.column,
    asked.id,
    asked.cluster,
    asked.time,
    asked.entry,
    asked.event?.column,
  ]);
  const columns = [...table.texts.values()].filter((column) => !aside.has(column.name));
  const good = Uint8Array.from(matched, (one) => (one === 1 ? 1 : 0));
  const laidOut = plainTable(columns, good, bins);
  const kernel = loadKernel();
  const readAt = performance.now();
  const rules = plainSearch(laidOut, kernel, depth, top);
  const ended = performance.now();
  const answer = {
    rules: rules.map((rule) => ({
      text: sayPlainRule(rule),
      q: rule.q,
      n: rule.n,
      positives: rule.positives,
    })),
    seconds: {
      read: inSeconds(readAt - began),
      search: (ended - readAt) / 1000,
      total: inSeconds(ended - began),
    },
  };
  if (asked.json) return JSON.stringify(answer);
  return answer.rules
    .map(({ text, q, n, positives }) => `${q.toFixed(6)}  ${positives} of ${n}  ${text}`)
    .join("\n");
}
