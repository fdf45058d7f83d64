import { cx } from "class-variance-authority";
import Link from "next/link";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { ImportState, PastImport } from "#lib/import/report.ts";
import { Badge } from "../ui/badge";
import { Table, Td, Th } from "../ui/table";
import { groupImports, type ImportGroup } from "./group-imports";
import { type Undo, UndoImport } from "./undo-import";
import { sayDay } from "./words";

const states: Record<ImportState, { word: string; tone: "good" | "poor" | "accent" | "plain" }> = {
  done: { word: "In the data", tone: "good" },
  running: { word: "Running", tone: "accent" },
  failed: { word: "Not imported", tone: "poor" },
  cancelled: { word: "Cancelled", tone: "plain" },
  undone: { word: "Undone", tone: "plain" },
};

export function ImportStateBadge({ state }: { state: ImportState }) {
  return <Badge tone={states[state].tone}>{states[state].word}</Badge>;
}

/** Rows that came to no account, such as those of leads, are kept: to call them accounts would count each many times. */
function broughtWords({ first: { setChange }, counts }: ImportGroup): string {
  const { newAccounts, changedAccounts } = setChange ?? {
    newAccounts: counts.accountsNew,
    changedAccounts: counts.accountsUpdated,
  };
  const parts = [
    newAccounts > 0 ? formatCounted(newAccounts, "new account") : null,
    changedAccounts > 0 ? `${formatCount(changedAccounts)} changed` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(", ") : `${formatCounted(counts.imported, "row")} kept`;
}

function Brought({ group }: { group: ImportGroup }) {
  const { first, counts } = group;
  if (first.state === "running") return <>…</>;
  if (first.state === "failed" || first.state === "cancelled") return <>nothing</>;
  return (
    <>
      {broughtWords(group)}
      {counts.skipped > 0 && (
        <span className="text-muted">, {formatCounted(counts.skipped, "row")} skipped</span>
      )}
    </>
  );
}

/** The file, or the files that came together: each is named, and all lead to the same import. */
function Names({ group: { files }, base }: { group: ImportGroup; base: string }) {
  return (
    <ul>
      {files.map(({ id, fileName }) => (
        <li key={id}>
          <Link href={`${base}/import/past/${id}`} className="hover:underline">
            {fileName}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What has been imported so far, and the way back. */
export function PastImports({
  base,
  imports,
  undo,
}: {
  base: string;
  imports: readonly PastImport[];
  /** Null for those who may not. */
  undo: Undo | null;
}) {
  return (
    <Table caption="Past imports" hideCaption>
      <thead className="max-sm:sr-only">
        <tr>
          <Th>File</Th>
          <Th>State</Th>
          <Th>Brought</Th>
          <Th figure>Problems</Th>
          <Th>When</Th>
          <Th className={undoPlace}>
            <span className="sr-only">Undo</span>
          </Th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {groupImports(imports).map((group) => (
          <ImportRow key={group.first.id} group={group} base={base} undo={undo} />
        ))}
      </tbody>
    </Table>
  );
}

/** Where the table is wider than the screen, the way back must not be the part out of sight. */
const undoPlace = "sm:sticky sm:right-0 sm:bg-raised";
/** On a phone each import is a block of lines: a column would show two letters of each word. */
const block =
  "max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-b max-sm:border-line max-sm:py-2 max-sm:*:border-0 max-sm:*:p-0";

function ImportRow({ group, base, undo }: { group: ImportGroup; base: string; undo: Undo | null }) {
  const { first, files, counts } = group;
  return (
    <tr className={block}>
      <Td className="font-medium break-words max-sm:basis-full sm:max-w-64 sm:min-w-40">
        <Names group={group} base={base} />
      </Td>
      <Td>
        <ImportStateBadge state={first.state} />
      </Td>
      <Td className="sm:min-w-32 lg:whitespace-nowrap">
        <Brought group={group} />
      </Td>
      <Td figure className="max-sm:hidden">
        {formatCount(counts.problems)}
      </Td>
      <Td className="whitespace-nowrap text-muted">
        {sayDay(first.at)}, {first.by}
      </Td>
      <Td figure className={cx("max-sm:ml-auto", undoPlace)}>
        {undo && first.state === "done" && (
          <UndoImport
            importId={first.id}
            what={files.length > 1 ? formatCounted(files.length, "file") : first.fileName}
            rows={counts.imported}
            undo={undo}
          />
        )}
      </Td>
    </tr>
  );
}
