import type { Cell } from "#lib/samples/table.ts";
import type { StoryCompany } from "#lib/samples/testing/exports-story.ts";

/** A file as a tool would write it. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
  readonly encoding: "utf8" | "latin1" | "utf16le";
  /** A byte order mark stands before the text. */
  readonly mark: boolean;
}

export interface ExportProblem {
  readonly file: string;
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
}

/** What is written, and what must be read from it, while it grows. */
export interface Writing {
  readonly files: ExportFile[];
  readonly problems: ExportProblem[];
  readonly joins: { byId: number; byDomain: number; byName: number; doubtful: number; without: number };
  accounts: number;
}

export interface Dialect {
  readonly delimiter: "," | ";";
  readonly newline: "\n" | "\r\n";
  readonly encoding: ExportFile["encoding"];
  readonly mark: boolean;
  /** Lines below the table that are no data. */
  readonly footer: readonly string[];
}

export const plainDialect: Dialect = {
  delimiter: ",",
  newline: "\n",
  encoding: "utf8",
  mark: false,
  footer: [],
};

/** One file being written, row by row. */
export interface Sheet {
  add(...cells: Cell[]): void;
  /** Says that the row added last has this wrong with it. */
  problem(column: string | null, code: string): void;
  finish(): void;
}

export function sheetOf(
  writing: Writing,
  name: string,
  headings: readonly string[],
  dialect: Dialect,
): Sheet {
  const { delimiter, newline, encoding, mark, footer } = dialect;
  const field = (cell: Cell): string => {
    const text = cell === null ? "" : String(cell);
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [headings.map(field).join(delimiter)];
  return {
    add: (...cells) => {
      lines.push(cells.map(field).join(delimiter));
    },
    problem: (column, code) => {
      writing.problems.push({ file: name, row: lines.length, column, code });
    },
    finish: () => {
      const below = footer.length === 0 ? [] : ["", ...footer];
      writing.files.push({ name, text: [...lines, ...below, ""].join(newline), encoding, mark });
    },
  };
}

/** The company that two records of the CRM stand for: nobody can say which of them is meant. */
export const isDoubled = (companies: readonly StoryCompany[], company: StoryCompany) =>
  company === companies[0];

/** The CRM does not know the domain of every twelfth company. */
export const hasDomain = ({ id }: StoryCompany) => (id - 9001) % 12 !== 2;

/** A name as the next person spells it. */
export const otherSpelling = ({ id, name }: StoryCompany) =>
  [`${name}, Inc.`, name.toUpperCase(), `${name} GmbH`, `The ${name} Company`][id % 4]!;

/** A domain as people paste it. */
export const otherAddress = ({ id, domain }: StoryCompany) =>
  [domain, `https://www.${domain}/about`, domain.toUpperCase(), `www.${domain}`, `http://${domain}`][id % 5]!;

/** What stands where nothing is known. */
export const nothing = (id: number) => ["", "N/A", "-", "null", "#N/A"][id % 5]!;
