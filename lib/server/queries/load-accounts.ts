import type { Values } from "#lib/accounts/attribute.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { valuesAt } from "#lib/criteria/frame-values.ts";
import { acquisitionCostName } from "#lib/import/folded-columns.ts";
import { isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { foldRecords } from "#lib/server/queries/fold-records.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { withMerges } from "#lib/server/queries/with-merges.ts";

export interface LoadedAccount {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly values: Values;
  /** By the outcome's name; null where it is missing. */
  readonly outcomes: ReadonlyMap<string, number | null>;
  /** Null where the data does not say whether it left; `months` null where it does not say when. */
  readonly retention: { readonly left: boolean; readonly months: number | null } | null;
  /** ISO date. */
  readonly startedOn: string | null;
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** What it cost to win an account depends on who else was won that month: the accounts asked for do not tell it alone. */
async function knownCosts(
  actor: Pick<Actor, "workspaceId">,
  frame: Frame,
): Promise<((id: string) => number | null) | null> {
  if (!frame.outcomes.some(({ outcome }) => outcome.name === acquisitionCostName)) return null;
  const { frame: whole } = await loadFrame(actor);
  const column = whole.outcomes.find(({ outcome }) => outcome.name === acquisitionCostName);
  const places = new Map(whole.accountIds.map((id, i) => [id, i]));
  return (id) => known(column?.values[places.get(id) ?? -1]);
}

/**
 * What is known of these accounts, in the order of the ids; ids that are no accounts of the workspace are left out.
 * For a page of a list: it reads the accounts' own rows, not the whole workspace.
 */
export async function loadAccounts(
  actor: Pick<Actor, "workspaceId">,
  ids: readonly string[],
): Promise<readonly LoadedAccount[]> {
  const wanted = ids.filter((id) => uuid.test(id));
  if (wanted.length === 0) return [];
  const { workspaceId } = actor;
  const { frame, names } = await inWorkspaceRaw(workspaceId, async (client) => {
    const { rows } = await client.query<{ id: string; name: string; domain: string | null }>(
      `select "id", "name", "domain" from "account" where "workspaceId" = $1 and "id" = any($2::uuid[])`,
      [workspaceId, wanted],
    );
    return {
      names: new Map(rows.map((row) => [row.id, row])),
      frame: await withMerges(client, workspaceId, (await foldRecords(client, workspaceId, wanted)).frame),
    };
  });
  const costOf = await knownCosts(actor, frame);
  const places = new Map(frame.accountIds.map((id, i) => [id, i]));
  return ids.flatMap((id): LoadedAccount[] => {
    const at = places.get(id);
    const named = names.get(id);
    if (at === undefined || named === undefined) return [];
    const left = frame.retention?.left[at] ?? 2;
    const start = known(frame.startDays?.[at]);
    return [
      {
        ...named,
        values: valuesAt(frame, at),
        outcomes: new Map(
          frame.outcomes.flatMap(({ outcome, values }) =>
            // How a sale ended is half of an outcome; its deals say it in words.
            outcome.sale === "won"
              ? []
              : [
                  [
                    outcome.name,
                    costOf !== null && outcome.name === acquisitionCostName ? costOf(id) : known(values[at]),
                  ] as const,
                ],
          ),
        ),
        retention: left === 2 ? null : { left: left === 1, months: known(frame.retention?.months[at]) },
        startedOn: start === null ? null : isoDate(start),
      },
    ];
  });
}
