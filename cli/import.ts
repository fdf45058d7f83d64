import { countSources, type SourceFile, type SourcesCounted } from "#lib/compute/read-sources.ts";
import type { ImportArguments } from "./import-arguments.ts";

export interface ColumnJson {
  readonly heading: string;
  readonly role: string;
  readonly dimension: string | null;
  readonly type: string;
  /** Cells that say nothing. */
  readonly missing: number;
  readonly examples: readonly string[];
}

export interface FileJson {
  readonly name: string;
  /** Null where the file was refused. */
  readonly source: string | null;
  readonly confidence: number;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** Of a workbook: the sheet that was read, and all that could be. Absent for text. */
  readonly sheet?: string;
  readonly sheets?: readonly string[];
  readonly rows: number;
  readonly skipped: number;
  /** Of the lines set aside, those below the table; `footerLines` of the mapping says otherwise. */
  readonly footerLines: number;
  readonly columns: readonly ColumnJson[];
}

export interface ImportJson {
  readonly files: readonly FileJson[];
  readonly accounts: number;
  readonly joins: SourcesCounted["counts"];
  readonly issues: SourcesCounted["issues"];
  readonly seconds: number;
  /** Per file the cells exactly as read, headings first. */
  readonly rows?: readonly (readonly (readonly string[])[])[];
}

async function* inOnePiece(text: string): AsyncGenerator<string, void, void> {
  yield text;
}

/** The parts of a list between its brackets. */
async function* listed(items: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, void, void> {
  let between = "[";
  for await (const item of items) {
    yield between + item;
    between = ",";
  }
  yield between === "[" ? "[]" : "]";
}

async function* rowsOf({ batches }: SourceFile): AsyncGenerator<string, void, void> {
  for await (const batch of batches())
    if (batch.length > 0) yield batch.map(({ cells }) => JSON.stringify(cells)).join(",");
}

/** In pieces: the rows of a large file, and its problems, are longer than one text can be. */
async function* jsonOf(
  { issues, seconds, ...rest }: Omit<ImportJson, "rows">,
  files: readonly SourceFile[] | null,
): AsyncGenerator<string, void, void> {
  yield `${JSON.stringify(rest).slice(0, -1)},"issues":`;
  yield* listed(issues.map((issue) => JSON.stringify(issue)));
  yield `,"seconds":${seconds}`;
  if (files !== null) {
    yield ',"rows":[';
    for (const [i, file] of files.entries()) {
      if (i > 0) yield ",";
      yield* listed(rowsOf(file));
    }
    yield "]";
  }
  yield "}";
}

/** Answers `import`: JSON or a report in pieces, as asked, why files could not be read, and what of the mapping found no use. */
export async function runImport(
  asked: ImportArguments,
): Promise<{ answer: AsyncIterable<string>; refusals: string[]; remarks: string[] }> {
  const began = performance.now();
  const read = await countSources(asked.files, (name) => asked.changes.get(name) ?? {});
  const json: Omit<ImportJson, "rows"> = {
    files: read.files.map(fileJson),
    accounts: read.accounts,
    joins: read.counts,
    issues: read.issues,
    seconds: Math.round(performance.now() - began) / 1000,
  };
  return {
    answer:
      asked.json || asked.rows
        ? jsonOf(json, asked.rows ? read.files : null)
        : inOnePiece(importReport(json)),
    refusals: read.files.flatMap(({ name, plan }) => (plan === null ? refusalOf(name, read.issues) : [])),
    remarks: unheeded(asked.changes, read.files),
  };
}

/** Files and columns that the mapping speaks of and that are not there: most often a slip in a name. */
function unheeded(changes: ImportArguments["changes"], files: readonly SourceFile[]): string[] {
  return [...changes].flatMap(([name, { columns = {} }]) => {
    const file = files.find((one) => one.name === name);
    if (file === undefined)
      return [`The mapping speaks of a file “${name}”, which is not among those named.`];
    const headings = new Set(file.plan?.columns.map(({ heading }) => heading));
    const unknown = file.plan === null ? [] : Object.keys(columns).filter((column) => !headings.has(column));
    return unknown.map(
      (column) => `The mapping speaks of a column “${column}”, which ${name} does not have.`,
    );
  });
}

function refusalOf(name: string, issues: SourcesCounted["issues"]): string[] {
  return issues
    .filter(({ file, row }) => file === name && row === null)
    .map(({ message }) => `${name}: ${message}`);
}

function fileJson({ name, opened, plan, reader }: SourceFile): FileJson {
  return {
    name,
    source: plan?.source.id ?? null,
    confidence: plan?.confidence ?? 0,
    encoding: opened?.encoding ?? null,
    delimiter: opened?.layout.delimiter ?? null,
    ...(opened?.sheet == null ? {} : { sheet: opened.sheet.sheet, sheets: opened.sheet.sheets }),
    rows: reader?.rows ?? 0,
    // The title above the headings is set aside like the footer of a report.
    skipped: (reader?.skipped ?? 0) + (opened?.layout.titles ?? 0),
    footerLines: reader?.footer.lines ?? 0,
    columns: (plan?.columns ?? []).map(({ heading, role, mapping }, i) => ({
      heading,
      role,
      dimension: role === "attribute" ? mapping.dimension : null,
      type: mapping.type,
      missing: reader?.missing[i] ?? 0,
      examples: reader?.examples[i] ?? [],
    })),
  };
}

const issuesShown = 20;

function importReport({ files, accounts, joins, issues, seconds }: Omit<ImportJson, "rows">): string {
  const fileLines = files.map(({ name, source, confidence, rows, skipped, sheet, sheets = [] }) => {
    if (source === null) return `  ${name}: not read`;
    const which =
      sheet === undefined || sheets.length < 2
        ? ""
        : `, sheet “${sheet}” of ${sheets.map((one) => `“${one}”`).join(", ")}`;
    return `  ${name}${which}: ${source} (${Math.round(confidence * 100)} % sure), ${rows} rows, ${skipped} lines set aside`;
  });
  const issueLines = issues
    .slice(0, issuesShown)
    .map(
      ({ file, row, column, message }) =>
        `  ${file}${row === null ? "" : `, row ${row}`}${column === null ? "" : `, “${column}”`}: ${message}`,
    );
  const more = issues.length - issueLines.length;
  return [
    ["Files", ...fileLines].join("\n"),
    `${accounts} accounts. Rows joined by id ${joins.byId}, by domain ${joins.byDomain}, by name ${joins.byName}; doubtful ${joins.doubtful}, without an account ${joins.without}.`,
    [
      "Problems",
      ...(issues.length === 0 ? ["  None."] : issueLines),
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join("\n"),
    `It took ${seconds} s.`,
  ].join("\n\n");
}
