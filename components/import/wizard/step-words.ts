import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { SetChange, SetPreview } from "#lib/import/import-set.ts";
import type { Step } from "./address";
import { remarkOf } from "./column-remark";
import type { Looked } from "./use-preview";

type Seen = Pick<Looked, "files" | "preview" | "busy">;

export const lookingWords = ({ busy }: Pick<Seen, "busy">): string =>
  busy ? "Looking at all rows…" : "The rows could not be looked at.";

export const doubtfulColumns = ({ files }: Pick<Seen, "files">): number =>
  files.flatMap((file) => file.columns.filter((column) => remarkOf(file, column) !== null)).length;

/** Rows of data in all files, without the lines below their tables. */
export const rowsOf = ({ counts }: SetPreview): number =>
  counts.reduce((sum, { rows, footer }) => sum + rows - footer.lines, 0);

/** Whether there is no row in any of the files, as far as they can be read. */
export const holdsNothing = ({ files, preview }: Pick<Seen, "files" | "preview">): boolean =>
  files.every(({ refusal }) => refusal !== null) || (preview?.whole === true && rowsOf(preview) === 0);

/** Whether somebody should look at the columns, or must. */
export const asksInColumns = ({ files, preview }: Pick<Seen, "files" | "preview">): boolean =>
  doubtfulColumns({ files }) > 0 || (preview?.blocked.length ?? 0) > 0;

/** What each step holds, in a word or two. */
export function stepNotes(seen: Seen): Readonly<Record<Step, string>> {
  const { files, preview } = seen;
  const doubtful = doubtfulColumns(seen);
  return {
    files: formatCounted(files.length, "file"),
    columns: doubtful > 0 ? `${doubtful} to look at` : asksInColumns(seen) ? "to answer" : "all clear",
    joins:
      preview === undefined || preview.joins === null
        ? ""
        : preview.doubts.length > 0
          ? `${preview.doubts.length} doubtful`
          : "all clear",
    change: preview?.whole ? changeNote(preview.change) : "",
  };
}

function changeNote({ newAccounts, changedAccounts, goneAccounts }: SetChange): string {
  if (newAccounts > 0) return `${formatCount(newAccounts)} new`;
  if (changedAccounts > 0) return `${formatCount(changedAccounts)} changed`;
  return goneAccounts > 0 ? `${formatCount(goneAccounts)} gone` : "none";
}

interface StepTitle {
  readonly title: string;
  readonly summary: string;
}

/** What each step found, as its heading, and what is to be done there. */
export function stepTitle(step: Step, seen: Seen): StepTitle {
  const { preview } = seen;
  switch (step) {
    case "files":
      return filesTitle(seen);
    case "columns":
      return columnsTitle(seen);
    case "joins":
      return {
        title: joinTitle(seen),
        summary:
          "Rows are joined by record id, then web address, then name. What is doubtful is never merged without you.",
      };
    case "change":
      return {
        title: preview?.whole ? (changeWords(preview.change) ?? nothingChanges) : lookingWords(seen),
        summary: "Nothing is written before you import, and an import can be undone.",
      };
  }
}

/** A file that cannot be read says why itself; one without rows does not. */
const whyNothing = ({ files, preview }: Seen): string =>
  files.every(({ refusal }) => refusal === null) && preview?.blocked[0] !== undefined
    ? preview.blocked[0]
    : "Nothing can be imported of this.";

function filesTitle(seen: Seen): StepTitle {
  const { files, preview } = seen;
  const rows = preview?.whole ? `, ${formatCounted(rowsOf(preview), "row")}` : "";
  const title = `${formatCounted(files.length, "file")}${rows}`;
  if (holdsNothing(seen))
    return {
      title,
      summary: `${whyNothing(seen)} Choose another file, or say how it is written.`,
    };
  const summary = `This is what was understood${files.length > 1 ? " of each" : ""}. Where it is wrong, say so; the rest follows.`;
  return { title, summary };
}

function columnsTitle(seen: Seen): StepTitle {
  const doubtful = doubtfulColumns(seen);
  const [blocked] = seen.preview?.blocked ?? [];
  if (doubtful === 0 && blocked !== undefined)
    return { title: "Something to answer first", summary: blocked };
  return {
    title: doubtful > 0 ? `${formatCounted(doubtful, "column")} to look at` : "Every column is clear",
    summary:
      "What is known after the sale is shown in the patterns apart and never becomes a rule. What you say here is remembered for the next file of this kind.",
  };
}

function joinTitle(seen: Seen): string {
  const { preview } = seen;
  if (preview === undefined) return lookingWords(seen);
  const { doubts, change } = preview;
  if (doubts.length === 0) return `${formatCounted(change.accountsAfter, "account")}, none of them in doubt`;
  return `${formatCounted(doubts.length, "doubtful join")} among ${formatCounted(change.accountsAfter, "account")}`;
}

export const nothingChanges = "Nothing would change.";

/** "38 new accounts, 12 changed: Employees 180 → 240 …"; null where nothing changes. */
export function changeWords({
  newAccounts,
  changedAccounts,
  goneAccounts,
  changedCells,
  cells,
}: SetChange): string | null {
  // Where accounts have been named once the figures after them are understood.
  const counted = (count: number) => (newAccounts > 0 ? formatCount(count) : formatCounted(count, "account"));
  const parts = [
    newAccounts > 0 ? formatCounted(newAccounts, "new account") : null,
    goneAccounts > 0 ? `${counted(goneAccounts)} gone` : null,
    changedAccounts > 0 ? `${counted(changedAccounts)} changed` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const [first] = changedAccounts > 0 ? cells : [];
  if (first === undefined) return `${parts.join(", ")}.`;
  const { column, from, to } = first;
  const more = changedCells > 1 ? " …" : "";
  return `${parts.join(", ")}: ${column} ${from ?? "not known"} → ${to ?? "not known"}${more}`;
}
