import { formatCount } from "#lib/analysis/format.ts";
import { type Issue, reasonOf } from "#lib/import/issue.ts";
import { Table, Td, Th } from "../ui/table";

/** Problems as they stand in the file: where, what, and what would be accepted. */
export function ProblemTable({ issues, caption }: { issues: readonly Issue[]; caption: string }) {
  return (
    <Table caption={caption} hideCaption>
      <thead>
        <tr>
          <Th figure>Row</Th>
          <Th>Column</Th>
          <Th>What is wrong</Th>
          <Th>What would be accepted</Th>
        </tr>
      </thead>
      <tbody>
        {issues.map((issue, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row can have the same problem twice, and the list never changes
          <tr key={i}>
            <Td figure>{formatCount(issue.row)}</Td>
            <Td className="min-w-24 break-words">{issue.column ?? "the whole row"}</Td>
            <Td className="min-w-48 break-words">{reasonOf(issue)}</Td>
            <Td className="min-w-48 text-muted">{issue.accepted}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
