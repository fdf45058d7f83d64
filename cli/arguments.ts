import path from "node:path";
import { parseArgs } from "node:util";

/** A column and one of its values, as `COLUMN=VALUE` says. */
export interface Match {
  readonly column: string;
  readonly value: string;
}

export interface PatternsArguments {
  readonly files: readonly string[];
  readonly good: Match | null;
  readonly time: string | null;
  readonly event: Match | null;
  /** Where the time at which each account came into view stands: whoever had left before is not in the file. */
  readonly entry: string | null;
  /** Headings, or lists of them with commas between. */
  readonly ignore: readonly string[];
  readonly id: string | null;
  readonly cluster: string | null;
  readonly maxConditions: number;
  readonly seed: number;
  readonly json: boolean;
  readonly all: boolean;
  readonly first: boolean;
  readonly scorecard: boolean;
  /** Shuffled copies to run the whole of it on. */
  readonly shuffles: number;
  readonly wracc: { readonly bins: number; readonly depth: number; readonly top: number } | null;
}

/** A mistake in how the command was given; its message says what to write instead. */
export class UsageError extends Error {}

export const usage = `npm run -s icp -- patterns FILE [FILE…] --good 'COLUMN=VALUE' [options]

  --good 'COLUMN=VALUE'      the accounts that went well
  --time COLUMN              how long each account was followed; with --event
  --event 'COLUMN=VALUE'     the accounts that left; the others were still there
  --entry COLUMN             when each account came into view, in the unit of --time; empty: from the start
  --ignore a,b               columns to leave out
  --id COLUMN                what identifies an account: joins several files, never an attribute
  --cluster COLUMN           whose row it is, where several rows are of one account
  --max-conditions 3         conditions of a rule, 1 to 4
  --seed 1                   the same seed gives the same answer
  --first                    the first answer only: stability is not worked out
  --shuffles 20              everything again on so many copies with shuffled outcomes
  --scorecard                points as well: fitted on some accounts, judged on the others
  --all                      every level and every candidate, not only what holds
  --json                     JSON instead of a report
  --search wracc --bins 5 --depth 2 --top 10
                             the plain exact search by weighted relative accuracy`;

/** Where everything that can be asked for is written down. */
export const seeHelp = "npm run -s icp -- --help shows how it is written.";

/** Reads the words after `patterns`. File names are meant from `folder`. Throws UsageError. */
export function readPatternsArguments(words: readonly string[], folder: string): PatternsArguments {
  const { values, positionals } = parse(words);
  if (positionals.length === 0) throw new UsageError(`Name a file. ${seeHelp}`);
  if ((values.good?.length ?? 0) > 1)
    throw new UsageError("--good is given once: one value says who went well.");
  const good = values.good?.[0] === undefined ? null : matchOf("--good", values.good[0]);
  const event = values.event === undefined ? null : matchOf("--event", values.event);
  const time = values.time ?? null;
  if ((time === null) !== (event === null))
    throw new UsageError("--time and --event belong together: how long, and who left.");
  const entry = values.entry ?? null;
  if (entry !== null && time === null)
    throw new UsageError("--entry belongs to --time: from when on an account could be seen to leave.");
  if (good === null && event === null)
    throw new UsageError(`Say with --good 'COLUMN=VALUE' which accounts went well. ${seeHelp}`);
  if (good !== null && good.column === event?.column && good.value === event.value)
    throw new UsageError(
      `“${good.column}=${good.value}” cannot be both --good and --event: who left did not go well.`,
    );
  if (values.search !== undefined && values.search !== "wracc")
    throw new UsageError(`There is no search “${values.search}”. There is wracc.`);
  const [id, cluster] = [values.id ?? null, values.cluster ?? null];
  checkParts([good?.column, event?.column, time, entry], id, cluster);
  return {
    // A file named twice is no more accounts.
    files: [...new Set(positionals.map((file) => path.resolve(folder, file)))],
    good,
    time,
    event,
    entry,
    ignore: values.ignore ?? [],
    id,
    cluster,
    maxConditions: whole("--max-conditions", values["max-conditions"], 3, 1, 4),
    seed: whole("--seed", values.seed, 1, 0, Number.MAX_SAFE_INTEGER),
    json: values.json ?? false,
    all: values.all ?? false,
    first: values.first ?? false,
    scorecard: values.scorecard ?? false,
    shuffles: whole("--shuffles", values.shuffles, 0, 0, 1000),
    wracc:
      values.search === undefined
        ? null
        : {
            bins: whole("--bins", values.bins, 5, 1, 1000),
            depth: whole("--depth", values.depth, 2, 1, 6),
            top: whole("--top", values.top, 10, 1, 10_000),
          },
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        good: { type: "string", multiple: true },
        time: { type: "string" },
        event: { type: "string" },
        entry: { type: "string" },
        ignore: { type: "string", multiple: true },
        id: { type: "string" },
        cluster: { type: "string" },
        "max-conditions": { type: "string" },
        seed: { type: "string" },
        json: { type: "boolean" },
        all: { type: "boolean" },
        first: { type: "boolean" },
        scorecard: { type: "boolean" },
        shuffles: { type: "string" },
        search: { type: "string" },
        bins: { type: "string" },
        depth: { type: "string" },
        top: { type: "string" },
      },
    });
  } catch (error) {
    throw wrongWords(error);
  }
}

/** What is wrong with the words themselves, in the first sentence of what Node says of it. */
export function wrongWords(error: unknown): UsageError {
  const said = error instanceof Error ? error.message : String(error);
  const [, unknown] = /^Unknown option '([^']*)'/.exec(said) ?? [];
  const [, option, problem] = /^Option '(?:-\w, )?(--[\w-]+)[^']*' (argument|does not take)/.exec(said) ?? [];
  const wanting = problem === "argument" ? "wants a value after it" : "takes no value";
  const [plain] = said.split(/[.\n]/);
  const sentence =
    unknown !== undefined
      ? `There is no option ${unknown}`
      : option === undefined
        ? plain
        : `${option} ${wanting}`;
  return new UsageError(`${sentence}. ${seeHelp}`);
}

/** The first equals sign divides; where a heading has one of its own, `dividedBy` finds the right one. */
function matchOf(option: string, text: string): Match {
  const [first] = divisions(text);
  if (first === undefined) throw new UsageError(`${option} is written 'COLUMN=VALUE', not “${text}”.`);
  return first;
}

/** Every way to divide `COLUMN=VALUE`, the shortest heading first. */
function divisions(text: string): Match[] {
  const parts = text.split("=");
  return parts
    .slice(1)
    .map((_, i) => ({
      column: parts
        .slice(0, i + 1)
        .join("=")
        .trim(),
      value: parts
        .slice(i + 1)
        .join("=")
        .trim(),
    }))
    .filter(({ column }) => column !== "");
}

/** The same column and value, divided where a heading of the files ends: values and headings may both contain equals signs. */
export function dividedBy(match: Match, headings: ReadonlySet<string>): Match {
  return divisions(`${match.column}=${match.value}`).find(({ column }) => headings.has(column)) ?? match;
}

/** What says who went well cannot also say whose row it is: there would be two accounts. */
function checkParts(
  parts: readonly (string | null | undefined)[],
  id: string | null,
  cluster: string | null,
): void {
  for (const [option, column] of [
    ["--id", id],
    ["--cluster", cluster],
  ])
    if (column !== null && parts.includes(column))
      throw new UsageError(`“${column}” says how accounts went, so it cannot be ${option} as well.`);
}

function whole(option: string, text: string | undefined, usual: number, least: number, most: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${option} is a whole number from ${least} to ${most}, not “${text}”.`);
}
