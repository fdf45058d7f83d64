import Link from "next/link";
import { type PutBack, PutBackButton } from "../patterns/set-aside";
import { Table, Td, Th } from "../ui/table";
import { sayDay } from "./words";

export interface SetAsideRow {
  readonly id: string;
  readonly accountId: string | null;
  readonly account: string;
  readonly row: string | null;
  readonly reason: string;
  readonly by: string;
  readonly since: string;
  readonly ended: { readonly at: string; readonly by: string } | null;
}

/** What people have left out of the analyses, who and why; what was put back stays listed. */
export function SetAsideList({
  base,
  rows,
  putBack,
}: {
  base: string;
  rows: readonly SetAsideRow[];
  /** Null for those who may not. */
  putBack: PutBack | null;
}) {
  return (
    <Table caption="Set aside" hideCaption>
      <thead>
        <tr>
          <Th>What</Th>
          <Th>Reason</Th>
          <Th>Who and when</Th>
          <Th>
            <span className="sr-only">Put back</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.id} className={one.ended ? "text-muted" : undefined}>
            <Td className="max-w-64 min-w-40 font-medium break-words">
              {one.accountId ? (
                <Link href={`${base}/accounts/${one.accountId}`} className="hover:underline">
                  {one.account}
                </Link>
              ) : (
                <>
                  {one.account} <span className="font-normal text-muted">(not in the data now)</span>
                </>
              )}
              {one.row && <span className="block text-sm font-normal text-muted">{one.row}</span>}
            </Td>
            <Td className="min-w-48 break-words">{one.reason}</Td>
            <Td className="min-w-36 text-muted">
              {one.by}, {sayDay(one.since)}
              {one.ended && (
                <span className="block text-sm">
                  put back by {one.ended.by}, {sayDay(one.ended.at)}
                </span>
              )}
            </Td>
            <Td figure>
              {putBack && !one.ended && (
                <PutBackButton exclusionId={one.id} what={one.account} putBack={putBack} />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
