import type { Estimate } from "#lib/analysis/finding.ts";
import { formatMonths, formatPercent, formatPercents } from "#lib/analysis/format.ts";
import type { WonBy } from "#lib/analysis/sale-detail.ts";
import { Table, Td, Th } from "../ui/table";

/** How soon sales are won, among a pattern's accounts and the rest. */
export function WonByTable({ rows, level }: { rows: readonly WonBy[]; level: string }) {
  return (
    <>
      <Table caption="Share won by some months after the first deal" hideCaption>
        <thead>
          <tr>
            <Th>Within</Th>
            <Th figure>{level}</Th>
            <Th figure>Rest</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ months, inside, rest }) => (
            <tr key={months}>
              <Th scope="row">{formatMonths(months)}</Th>
              <Share estimate={inside} />
              <Share estimate={rest} />
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="mt-2 text-xs text-muted">
        Aalen-Johansen, with pointwise 95 % intervals on the log-log scale: a lost sale can no longer be won,
        an open one counts for as long as it was seen.
      </p>
    </>
  );
}

function Share({ estimate }: { estimate: Estimate | null }) {
  if (estimate === null) return <Td figure>not seen so long</Td>;
  return (
    <Td figure>
      {formatPercent(estimate.value)}
      <span className="block text-xs text-muted">{formatPercents(estimate.low, estimate.high)}</span>
    </Td>
  );
}
