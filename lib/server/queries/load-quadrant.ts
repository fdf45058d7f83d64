import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import type { Quadrant, QuadrantLevel } from "#lib/analysis/quadrant/quadrant.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import {
  type AnalysisView,
  askAnalysis,
  askWider,
  type Ground,
  withGround,
} from "#lib/server/queries/ask-analysis.ts";
import { hasLooseDeals, withProspects } from "#lib/server/queries/load-prospects.ts";

/** An account by name, as the list of those that were won and are regretted shows it. */
export interface NamedAccount {
  readonly id: string;
  readonly name: string;
}

export interface QuadrantPage {
  readonly customers: number;
  /** How many accounts and single rows people have set aside, whether they are left out here or not. */
  readonly setAside: number;
  readonly setAsideRows: number;
  /** Null where the data does not say who was won and who was kept. */
  readonly quadrant: Quadrant | null;
  /** Levels that the patterns know under the same name: the others, of companies that never bought, have no sheet. */
  readonly sheets: readonly QuadrantLevel["id"][];
  /** Of the levels that are easy to win and not worth keeping: whom one regrets, a few by name. */
  readonly regretted: Readonly<Record<QuadrantLevel["id"], readonly NamedAccount[]>>;
}

const fewNames = 4;

/** Easy to win against worth keeping (P5). */
export async function loadQuadrant(actor: Actor, view: AnalysisView = {}): Promise<QuadrantPage> {
  const run = async (ground: Ground): Promise<QuadrantPage> => {
    const aside = { setAside: ground.setAside.length, setAsideRows: ground.setAsideRows };
    if (ground.dataRevision === 0)
      return { customers: 0, ...aside, quadrant: null, sheets: [], regretted: {} };
    const { customers, outcomes } = await askAnalysis(actor, ground, "analysis", {}, defaultOptions);
    const quadrant =
      (await askAnalysis(actor, ground, "quadrant", {}, defaultOptions)) ??
      (await ofLooseDeals(actor, ground));
    const beware = quadrant?.levels.filter(({ region }) => region === "beware") ?? [];
    const sheets = quadrant === null ? [] : sheetsOf(quadrant, outcomes);
    return { customers, ...aside, quadrant, sheets, regretted: await namesOf(actor, beware) };
  };
  return withGround(actor, run, view);
}

function sheetsOf(
  { outcome, levels }: Quadrant,
  outcomes: readonly OutcomeFindings[],
): QuadrantPage["sheets"] {
  const findings = outcomes.find((one) => one.outcome === outcome);
  const known = new Set(findings?.attributes.flatMap(({ patterns }) => patterns.map(({ id }) => id)));
  return levels.map(({ id }) => id).filter((id) => known.has(id));
}

/** Deals and lost companies may be kept beside the accounts; then they are counted in. */
async function ofLooseDeals(actor: Actor, ground: Ground): Promise<Quadrant | null> {
  if (!(await hasLooseDeals(actor))) return null;
  const of = async (frame: Parameters<typeof withProspects>[1]) =>
    (await withProspects(actor, frame)) ?? frame;
  return askWider(actor, ground, "quadrant", {}, { name: "prospects", of });
}

async function namesOf(actor: Actor, levels: readonly QuadrantLevel[]): Promise<QuadrantPage["regretted"]> {
  const wanted = levels.flatMap(({ regretted }) => regretted.slice(0, fewNames));
  const rows = await inWorkspace(actor.workspaceId, (tx) =>
    tx.account.findMany({
      where: { workspaceId: actor.workspaceId, id: { in: [...new Set(wanted)] } },
      select: { id: true, name: true },
    }),
  );
  const names = new Map(rows.map((row) => [row.id, row]));
  return Object.fromEntries(
    levels.map(({ id, regretted }) => [
      id,
      regretted.slice(0, fewNames).flatMap((account) => names.get(account) ?? []),
    ]),
  );
}
