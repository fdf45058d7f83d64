import { formatFixed, formatWholePercent } from "#lib/analysis/format.ts";
import { sayCounted } from "#lib/icp/say-counted.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import { Stat } from "../ui/stat";

/** How customers inside and outside the current version did, and how many it can tell. */
export function VersionFigures({ snapshot }: { snapshot: Snapshot }) {
  const { customers, verdicts, sides } = snapshot;
  const good = snapshot.measure === "stayed" ? "stayed" : "are good customers";
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-5">
      {sides?.difference && (
        <Stat figure={points(sides.difference.value)}>
          {`points against those outside (${points(sides.difference.low)} to ${points(sides.difference.high)})`}
        </Stat>
      )}
      {sides?.inside.good && (
        <Stat figure={formatWholePercent(sides.inside.good.value)}>
          {`of those inside ${good} (${bare(sides.inside.good.low)} to ${formatWholePercent(sides.inside.good.high)})`}
        </Stat>
      )}
      <Stat figure={formatWholePercent(verdicts.accept / customers)}>of customers lie inside</Stat>
      <Stat figure={formatWholePercent((verdicts.accept + verdicts.reject) / customers)}>
        {verdicts.undecided === 0 ? "have a clear verdict" : "have a clear verdict; the others lack a fact"}
      </Stat>
      {sides?.inside.good && <p className="col-span-2 text-xs text-muted">{sayCounted(snapshot)}</p>}
    </div>
  );
}

const bare = (share: number) => formatWholePercent(share).replace(" %", "");
const points = (difference: number) => `${difference > 0 ? "+" : ""}${formatFixed(difference * 100, 0)}`;
