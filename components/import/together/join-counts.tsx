import { formatCount } from "#lib/analysis/format.ts";
import { Stat } from "../../ui/stat";

export interface JoinFigures {
  readonly byId: number;
  readonly byDomain: number;
  readonly byName: number;
  readonly doubtful: number;
  readonly without: number;
}

/** How the rows found their accounts; nothing is dropped, so those that found none are counted too. */
export function JoinCounts({ joins }: { joins: JoinFigures }) {
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-5">
      <Stat figure={formatCount(joins.byId)}>rows joined by record id</Stat>
      <Stat figure={formatCount(joins.byDomain)}>by web address</Stat>
      <Stat figure={formatCount(joins.byName)}>by name</Stat>
      <Stat figure={formatCount(joins.doubtful)}>doubtful, yours to answer</Stat>
      <Stat figure={formatCount(joins.without)}>without an account, kept</Stat>
    </div>
  );
}
