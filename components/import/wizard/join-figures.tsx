import { formatCount } from "#lib/analysis/format.ts";
import type { JoinCounts } from "#lib/import/import-set.ts";
import { Stat } from "../../ui/stat";

/** Rows by how they were joined; nothing is dropped, so those that found no account are counted too. */
export function JoinFigures({ joins }: { joins: JoinCounts }) {
  const { byId, byDomain, byName, byAnswer, doubtful, without } = joins;
  const figures: readonly (readonly [string, number, string])[] = [
    ["id", byId, "rows joined by record id"],
    ["domain", byDomain, "by web address"],
    ["name", byName, "by name"],
    ["answer", byAnswer, "by your answers"],
    ["doubtful", doubtful, "doubtful"],
    ["without", without, "without an account"],
  ];
  return (
    <ul
      aria-label="Rows by how they were joined"
      className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-6"
    >
      {figures
        .filter(([key, count]) => count > 0 || key !== "answer")
        .map(([key, count, words]) => (
          <li key={key}>
            <Stat figure={formatCount(count)}>{words}</Stat>
          </li>
        ))}
    </ul>
  );
}
