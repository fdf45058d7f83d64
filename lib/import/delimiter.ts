import {
  filledIn,
  findHeadingRow,
  type HeadingRow,
  isBlankRow,
  usualWidth,
} from "#lib/import/heading-row.ts";
import { lineEndOf } from "#lib/import/line-end.ts";
import { createSplitter, type ExactRow } from "#lib/import/split.ts";

/** The comma last: of two that fit equally well it is the one that stands in ordinary text. */
const foundDelimiters = ["\t", ";", "|", ","] as const;
/** With nothing, for a text of one column in whose cells the others stand. */
export const delimiters = [...foundDelimiters, ""] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a text is cut into rows of cells. */
export interface Cut {
  readonly delimiter: Delimiter;
  readonly newline: "\n" | "\r";
  /** Rows before the headings: Excel's `sep=;` line, titles, and blank lines. */
  readonly rowsBefore: number;
  /** The last row of the table, where somebody has said it; null: what stands below is found out as rows go by. */
  readonly lastRow: number | null;
}

export interface Layout extends Cut {
  /** The filled rows before the headings that are the title of a report. */
  readonly titles: number;
}

/** What somebody has said of a layout; the rest is found out. */
export interface LayoutChoice {
  readonly delimiter?: Delimiter | undefined;
  /** The row of the headings, as a spreadsheet counts. */
  readonly headingsRow?: number | undefined;
  /** A hint: what is called .tsv has tabs, or one column. */
  readonly fileName?: string | undefined;
}

const sampleRows = 200;
const sampleLength = 65_536;
/** A table as wide as its first row scores more, save one under a title. */
const goodScore = 0.3;

/** The share of rows of this width, better for more columns; a row whose marks are not right under the delimiter counts half. */
function share(rows: readonly ExactRow[], width: number): number {
  if (width < 2) return 0;
  let even = 0;
  for (const { cells, problems } of rows) if (cells.length === width) even += problems.length === 0 ? 1 : 0.5;
  return (even / rows.length) * (1 - 1 / width);
}

/** What a delimiter makes of the beginning of a text. */
interface Candidate {
  readonly delimiter: Delimiter;
  /** Rows below the hint of the separator. */
  readonly below: readonly ExactRow[];
  /** The first that are no blank lines. */
  readonly judged: readonly ExactRow[];
}

/** Ways to judge how well rows fall into columns, the first that can tell decides. */
const scores: readonly ((candidate: Candidate) => number)[] = [
  // As their first one does; delimiters with nothing between them head no columns.
  ({ judged }) => {
    const cells = judged[0]?.cells ?? [];
    const score = filledIn(cells) < 2 ? 0 : share(judged, cells.length);
    return score < goodScore ? 0 : score;
  },
  // As most do, below a title.
  ({ below, judged }) => (findHeadingRow(below).titles > 0 ? share(judged, usualWidth(judged)) : 0),
  ({ judged }) => share(judged, judged[0]?.cells.length ?? 0),
];

function bestOf(candidates: readonly Candidate[]): Candidate {
  for (const score of scores) {
    const found = candidates.map(score);
    const most = Math.max(...found);
    if (most > 0) return candidates[found.indexOf(most)]!;
  }
  return candidates.at(-1)!;
}

const calledTabs = /\.(?:tsv|tab)(?:\.gz)?$/i;
/** As it stands in sentences, and between the parts of a name. */
const inSentence = /[,;|](?=[ \u00a0])/g;
const anywhere = /[,;|]/g;

/** Whether rows are of one column, and what would cut them stands in their cells: `Doe, John` below `Name`. */
function isOneColumn(text: string, { delimiter, below, judged }: Candidate, fileName: string): boolean {
  const [first, ...rest] = judged.map(({ cells }) => cells.length);
  if (first === undefined || delimiter === "\t" || text.includes("\t")) return false;
  const bare = text.replace(/"(?:[^"]|"")*"/g, "");
  const isProse = (bare.match(inSentence)?.length ?? 0) === (bare.match(anywhere)?.length ?? 0);
  const isEven = first > 1 && rest.every((width) => width === first);
  if (calledTabs.test(fileName)) return !isEven || isProse;
  return first === 1 && isProse && rest.some((width) => width > 1) && findHeadingRow(below).titles === 0;
}

/**
 * Finds how a text is cut into cells, from its beginning: the delimiter under which rows are as wide as the first row (or,
 * where that is a title, as most rows are), the line end, and where the headings stand. A text of one column gets the comma, or
 * no delimiter where commas of sentences stand in its cells. Looks at the first 65,536 characters and 200 rows at most.
 * `isAll` says whether the text ends where `start` does.
 */
export function detectLayout(
  start: string,
  said: LayoutChoice = {},
  isAll = start.length <= sampleLength,
): Layout {
  const text = start.slice(0, sampleLength);
  const newline = lineEndOf(text);
  const hint = /^sep=(.)\r?[\n\r]/i.exec(text);
  const given = said.delimiter ?? delimiters.find((delimiter) => delimiter === hint?.[1]);
  const hintRows = hint === null ? 0 : 1;
  const read = (delimiter: Delimiter): Candidate => {
    const splitter = createSplitter(delimiter, newline);
    const pushed = splitter.push(text);
    // The last row of a part may be cut in two.
    const rows = isAll && start.length <= sampleLength ? [...pushed, ...splitter.end()] : pushed;
    const below = rows.slice(hintRows);
    return { delimiter, below, judged: below.slice(0, sampleRows).filter((row) => !isBlankRow(row.cells)) };
  };
  const best = bestOf((given === undefined ? foundDelimiters : [given]).map(read));
  const fileName = said.fileName ?? "";
  const isOne = given === undefined && isOneColumn(text, best, fileName);
  const { delimiter, below } = isOne ? read(calledTabs.test(fileName) ? "\t" : "") : best;
  const { row, titles } = headingsOf(below, said.headingsRow, hintRows);
  return { delimiter, newline, rowsBefore: row - 1, titles, lastRow: null };
}

/** Where the headings stand: as somebody has said (the next filled row, where that one is blank), else as it is found. */
function headingsOf(rows: readonly ExactRow[], said: number | undefined, hintRows: number): HeadingRow {
  if (said === undefined) return rows.length === 0 ? { row: hintRows + 1, titles: 0 } : findHeadingRow(rows);
  const filled = rows.filter(({ cells }) => !isBlankRow(cells));
  const row = filled.find(({ number }) => number >= said)?.number ?? Math.max(said, hintRows + 1);
  return { row, titles: filled.filter(({ number }) => number < row).length };
}
