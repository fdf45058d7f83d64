import Link from "next/link";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { ImportCounts } from "#lib/import/counts.ts";
import type { ImportState, PastImport } from "#lib/import/report.ts";
import { Badge } from "../ui/badge";
import { Table, Td, Th } from "../ui/table";
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

/** Tickets, deals and leads are kept as rows: to call them customers would count each customer many times. */
export const touchesAccounts = ({ accountsNew, accountsUpdated }: ImportCounts): boolean =>
  accountsNew + accountsUpdated > 0;

function Brought({ imported }: { imported: PastImport }) {
  const { state, counts } = imported;
  if (state === "running") return <>…</>;
  if (state === "failed" || state === "cancelled") return <>nothing</>;
  return (
    <>
      {touchesAccounts(counts)
        ? `${formatCounted(counts.imported, "customer")}, ${formatCount(counts.accountsNew)} new`
        : `${formatCounted(counts.imported, "row")} kept`}
      {counts.skipped > 0 && (
        <span className="text-muted">, {formatCounted(counts.skipped, "row")} skipped</span>
      )}
    </>
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
      <thead>
        <tr>
          <Th>File</Th>
          <Th>State</Th>
          <Th>Brought</Th>
          <Th figure>Problems</Th>
          <Th>When</Th>
          <Th>
            <span className="sr-only">Undo</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => (
          <tr key={one.id}>
            <Td className="max-w-64 min-w-40 font-medium break-words">
              <Link href={`${base}/import/past/${one.id}`} className="hover:underline">
                {one.fileName}
              </Link>
            </Td>
            <Td>
              <ImportStateBadge state={one.state} />
            </Td>
            <Td className="whitespace-nowrap">
              <Brought imported={one} />
            </Td>
            <Td figure>{formatCount(one.counts.problems)}</Td>
            <Td className="whitespace-nowrap text-muted">
              {sayDay(one.at)}, {one.by}
            </Td>
            <Td figure>{undo && one.state === "done" && <UndoImport imported={one} undo={undo} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
