import type { Frame } from "#lib/accounts/frame.ts";
import {
  type EvidenceOptions,
  gatherEvidence,
  prepareFrame,
  settleRules,
} from "#lib/analysis/search/evidence.ts";
import { plainSearch, plainTable, sayPlainRule, type TextColumn } from "#lib/analysis/search/exact.ts";
import { checkByShuffling } from "#lib/analysis/search/shuffle-check.ts";
import { retentionTarget, type Target } from "#lib/analysis/target.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import { type ReadAttributes, readAttributes } from "#lib/compute/read-attributes.ts";
import type { Seconds } from "./answer.ts";
import { type Match, type PatternsArguments, UsageError } from "./arguments.ts";
import { clustersIn } from "./clusters.ts";
import { patternsJson } from "./patterns-json.ts";
import { patternsReport } from "./report.ts";
import { scorecardFor, scorecardJson } from "./scorecard.ts";

/** Months after which leakage is judged where the file says how long accounts were followed. */
const horizon = 12;

/** Answers `patterns`: JSON or a report, as asked. */
export async function runPatterns(asked: PatternsArguments): Promise<string> {
  return asked.wracc === null ? runEngine(asked) : runPlainSearch(asked, asked.wracc);
}

async function read(asked: PatternsArguments, allTexts: boolean): Promise<ReadAttributes> {
  const texts = [asked.good?.column, asked.event?.column, asked.time, asked.id, asked.cluster];
  const result = await readAttributes(asked.files, {
    texts: [...new Set(texts.filter((heading) => typeof heading === "string"))],
    ignored: asked.ignore,
    id: asked.files.length > 1 ? asked.id : null,
    allTexts,
  });
  if (!result.ok) throw new UsageError(result.sentence);
  return result.read;
}

async function runEngine(asked: PatternsArguments): Promise<string> {
  const began = performance.now();
  const table = await read(asked, false);
  const clusters = clustersIn(table, asked);
  const frame = frameOf(table, asked, clusters.column);
  const target = targetOf(frame, table, asked);
  const readAt = performance.now();
  const prepared = prepareFrame(frame);
  const options: EvidenceOptions = {
    seed: asked.seed,
    maxConditions: asked.maxConditions,
    kernel: loadKernel(),
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
  const answer = patternsJson({ ...first, rules }, clusters.warning, seconds, asked.all, table.spelt);
  const more = { ...(shuffled && { shuffled }), ...(scorecard && { scorecard: scorecardJson(scorecard) }) };
  if (asked.json) return JSON.stringify({ ...answer, ...more });
  return patternsReport(answer, table.leftOut, shuffled, scorecard);
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
        };
  return {
    accountIds: Array.from({ length: table.accounts }, (_, row) => String(row + 1)),
    columns: table.columns.filter((column) => column.attribute.name !== cluster),
    retention: retention === null ? null : { ...retention, left: Uint8Array.from(retention.left) },
    outcomes: [],
    startDays: null,
  };
}

function textOf(table: ReadAttributes, heading: string): TextColumn {
  const column = table.texts.get(heading);
  if (column === undefined) throw new UsageError(`There is no column “${heading}”.`);
  return column;
}

function numbersOf(column: TextColumn): Float64Array {
  const numbers = column.dictionary.map(Number);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value) || value < 0);
  if (wrong >= 0)
    throw new UsageError(
      `“${column.name}” is no length of time: “${column.dictionary[wrong]}” occurs in it.`,
    );
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : numbers[code]!));
}

/** 1 where the column has the value, 0 where it has another, −1 where the cell is empty. */
function matchedRows(table: ReadAttributes, { column: heading, value }: Match): Int8Array {
  const column = textOf(table, heading);
  const code = column.dictionary.indexOf(value);
  if (code < 0) {
    const some = column.dictionary.slice(0, 12).join(", ");
    throw new UsageError(`“${heading}” is never “${value}”. Its values are ${some}.`);
  }
  return Int8Array.from(column.codes, (one) => (one < 0 ? -1 : one === code ? 1 : 0));
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
  const aside = new Set([asked.good.column, asked.id, asked.cluster, asked.time, asked.event?.column]);
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
