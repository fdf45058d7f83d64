import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { RetentionTally } from "#lib/import/import-set.ts";

/** The sentence that lets somebody who knows the company see at once whether a table was understood. */
export function Tally({ retention, isPart }: { retention: RetentionTally | null; isPart: boolean }) {
  // While nothing can be read yet, "0 left, 0 stayed" would read as the answer.
  if (retention === null || retention.left + retention.stayed === 0) return null;
  const { left, stayed, unclear } = retention;
  return (
    <p role="status" className="mt-3 font-serif text-xl">
      {formatCounted(left, "customer")} left, {formatCount(stayed)} stayed
      {unclear > 0 && <span className="text-muted">, {formatCount(unclear)} not known</span>}
      {isPart ? " in the rows looked at so far." : "."}
    </p>
  );
}
