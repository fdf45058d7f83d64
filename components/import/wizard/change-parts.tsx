import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { SetChange, SetIssue } from "#lib/import/import-set.ts";
import { Card } from "../../ui/card";
import { Table, Td, Th } from "../../ui/table";
import type { ProblemLine } from "../problem-list";

interface ChangeProps {
  change: SetChange;
  /** Of its heading. */
  level?: 2 | 3;
}

/** What is new in the data: accounts by name, and columns. */
export function NewThings({ change, level = 3 }: ChangeProps) {
  const { newAccounts, newNames, newColumns } = change;
  if (newNames.length === 0 && newColumns.length === 0) return null;
  const more = newAccounts - newNames.length;
  return (
    <Card level={level} title="New">
      <dl className="space-y-3">
        {newNames.length > 0 && (
          <div>
            <dt className="font-medium">{formatCounted(newAccounts, "account")}</dt>
            <dd className="break-words text-muted">
              {newNames.join(", ")}
              {more > 0 && ` and ${formatCount(more)} more`}
            </dd>
          </div>
        )}
        {newColumns.length > 0 && (
          <div>
            <dt className="font-medium">{formatCounted(newColumns.length, "column")}</dt>
            <dd className="break-words text-muted">{newColumns.join(", ")}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}

/** Values of accounts that were there before, as they were and as they become. */
export function ChangedCells({ change: { cells, changedCells }, level = 3 }: ChangeProps) {
  if (cells.length === 0) return null;
  return (
    <Card
      level={level}
      title={`${formatCounted(changedCells, "value")} ${changedCells === 1 ? "changes" : "change"}`}
    >
      <Table caption="Values that change" hideCaption className="max-h-[60dvh] overflow-y-auto">
        <thead>
          <tr>
            <Th>Account</Th>
            <Th>Column</Th>
            <Th>Before</Th>
            <Th>After</Th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ accountId, account, column, from, to }) => (
            <tr key={`${accountId} ${column}`}>
              <Td className="max-w-56 min-w-28 font-medium break-words">{account}</Td>
              <Td className="min-w-24 break-words">{column}</Td>
              <Td className="min-w-20 break-words text-muted">{from ?? "not known"}</Td>
              <Td className="min-w-20 break-words">{to ?? "not known"}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {changedCells > cells.length && (
        <p className="mt-3 text-sm text-muted">
          These are the first {formatCount(cells.length)} of {formatCount(changedCells)}.
        </p>
      )}
    </Card>
  );
}

/** Problems as lines of one list; `isNamed`: of several files. */
export const linesOf = (issues: readonly SetIssue[], isNamed: boolean): ProblemLine[] =>
  issues.map(({ fileName, row, column, message }) => ({
    ...{ file: isNamed ? fileName : null, row, column, message },
  }));
