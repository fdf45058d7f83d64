import { createHash } from "node:crypto";
import type { BackTest, BackTestSubject, Division, NoBackTest } from "#lib/analysis/back-test/back-test.ts";
import { type Live, noDay } from "#lib/analysis/back-test/choice.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import type { AboutBackTest, Trial } from "#lib/compute/answer-back-test.ts";
import type { Heard } from "#lib/compute/asker.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import {
  type AnalysisView,
  askAnalysis,
  type Ground,
  knownAnalysis,
  withGround,
} from "#lib/server/queries/ask-analysis.ts";
import { namesOf, readDraft } from "#lib/server/queries/draft.ts";
import { usualConditions } from "#lib/server/queries/load-rules.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** What the back-test room shows of one subject. */
export interface BackTestPage {
  readonly customers: number;
  /** How many accounts and single rows people have set aside, whether they are left out here or not. */
  readonly setAside: number;
  readonly setAsideRows: number;
  readonly subject: BackTestSubject;
  /** Rules of the draft that decide or add points. */
  readonly rules: number;
  /** Null where no outcome is a yes or no. */
  readonly trial: Trial | null;
  readonly looks: Looks;
  /** Null until somebody looks, and while it is being worked out. */
  readonly result: BackTest | NoBackTest | null;
  /** Whether it may be seen: nothing is held back, or these rules have been tried on it already. */
  readonly open: boolean;
  readonly missed: Missed;
}

/**
 * How often accounts held back have been looked at: each set of rules tried on them counts once, under every definition and
 * for every outcome, since it is the same accounts that are held back (or most of them).
 */
export interface Looks {
  readonly count: number;
  readonly last: { readonly by: string; readonly at: string } | null;
}

/** Good customers that would have been turned away: how many, and a few by name. */
interface Missed {
  readonly count: number;
  readonly some: readonly { readonly id: string; readonly name: string }[];
}

const noLooks: Looks = { count: 0, last: null };
const noneMissed: Missed = { count: 0, some: [] };
const fewNames = 5;

/** What is tried, under the name by which looks at a holdout are counted. */
interface Asked {
  readonly ask: AboutBackTest;
  readonly name: string;
}

async function askedFor(actor: Actor, subject: BackTestSubject, view: AnalysisView): Promise<Asked> {
  const { document } = await inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
  const criteria = subject === "found" ? [] : document.criteria.filter((one) => !one.archived).map(deciding);
  // Rules that are found never speak of days past: what was worked out yesterday is still the answer.
  const day = subject === "found" ? noDay : today();
  const ask = { subject, criteria, conditions: usualConditions, today: day };
  if (subject === "found") return { ask, name: subject };
  // Neither order nor wording makes other rules of them.
  const said = criteria.map(({ kind, when, points }) => JSON.stringify([kind, when, points])).sort();
  const name = createHash("sha256").update(said.join("\n")).digest("hex");
  // Whoever sees both, and keeps the better, has looked twice.
  return { ask, name: view.withSetAside ? `${name} with set aside` : name };
}

/** What of a criterion decides; the rest would only make another question of the same rules. */
function deciding({ id, kind, when, points }: Live): Live {
  return { id, kind, when, points, question: "", archived: false };
}

/**
 * The back-test of the draft's rules, or of those found: shown once somebody has chosen to look, because every look at
 * accounts held back makes the next one prove less. What takes long is left to `workOnBackTest`.
 */
export async function loadBackTest(
  actor: Actor,
  subject: BackTestSubject,
  view: AnalysisView = {},
): Promise<BackTestPage> {
  const asked = await askedFor(actor, subject, view);
  const run = async (ground: Ground): Promise<BackTestPage> => {
    const rules = asked.ask.criteria.length;
    const aside = { setAside: ground.setAside.length, setAsideRows: ground.setAsideRows };
    const nothing = {
      customers: 0,
      ...aside,
      subject,
      rules,
      looks: noLooks,
      result: null,
      missed: noneMissed,
    };
    if (ground.dataRevision === 0) return { ...nothing, trial: null, open: false };
    const { customers } = await askAnalysis(actor, ground, "analysis", {}, defaultOptions);
    const trial = await askAnalysis(actor, ground, "trial", {}, defaultOptions);
    if (trial === null) return { ...nothing, customers, trial, open: false };
    const { looks, looked } = await looksAt(actor, ground, trial, asked.name);
    const open = trial.division === null || looked;
    const result = open ? await resultOf(actor, ground, asked.ask) : null;
    const missed = await missedIn(actor, result);
    return { customers, ...aside, subject, rules, trial, looks, open, result, missed };
  };
  return withGround(actor, run, view);
}

/** The draft's rules are tried while the page waits; the search for others is only shown where it is done. */
async function resultOf(actor: Actor, ground: Ground, ask: AboutBackTest) {
  if (ask.subject === "draft") return askAnalysis(actor, ground, "backTest", ask, defaultOptions);
  return knownAnalysis(actor, ground, "backTest", ask, defaultOptions) ?? null;
}

/** Works it out, where it may be seen; nothing where it may not. */
export async function workOnBackTest(
  actor: Actor,
  view: AnalysisView = {},
  heard: Heard = {},
): Promise<void> {
  const asked = await askedFor(actor, "found", view);
  const run = async (ground: Ground): Promise<void> => {
    const trial = await askAnalysis(actor, ground, "trial", {}, defaultOptions);
    if (trial === null) return;
    const { looked } = await looksAt(actor, ground, trial, asked.name);
    if (trial.division !== null && !looked) return;
    await askAnalysis(actor, ground, "backTest", asked.ask, defaultOptions, ground.definition, heard);
  };
  await withGround(actor, run, view);
}

/** The holdout that rules would be tried on now, and the name of the rules; null where nothing is held back. */
export async function holdoutFor(
  actor: Actor,
  subject: BackTestSubject,
  view: AnalysisView = {},
): Promise<{ readonly holdout: string; readonly name: string } | null> {
  const { name } = await askedFor(actor, subject, view);
  const run = async (ground: Ground) => {
    if (ground.dataRevision === 0) return null;
    const trial = await askAnalysis(actor, ground, "trial", {}, defaultOptions);
    const division = trial?.division ?? null;
    return division === null ? null : { holdout: division.key, name: subjectOf(name, division, ground) };
  };
  return withGround(actor, run, view);
}

/**
 * Other accounts to search find other rules, and under another definition other accounts are good: trying those is one more
 * look, at a holdout that keeps its name.
 */
function subjectOf(name: string, { training, held, from }: Division, { judgedBy }: Ground): string {
  const parts = name.startsWith("found") ? [name, training, held, from ?? ""] : [name];
  return [...parts, judgedBy].join(" ").trim();
}

async function looksAt(actor: Actor, ground: Ground, { division }: Trial, name: string) {
  if (division === null) return { looks: noLooks, looked: true };
  const subject = subjectOf(name, division, ground);
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.holdoutLook.findMany({
      where: { workspaceId },
      orderBy: { lookedAt: "desc" },
    });
    const [latest] = rows;
    const names = await namesOf(tx, [latest?.lookedBy ?? null]);
    const last = latest && {
      by: names.get(latest.lookedBy) ?? "somebody",
      at: latest.lookedAt.toISOString(),
    };
    return {
      looks: { count: rows.length, last: last ?? null },
      looked: rows.some((row) => row.subject === subject && row.holdout === division.key),
    };
  });
}

async function missedIn(actor: Actor, result: BackTestPage["result"]): Promise<Missed> {
  if (result === null || typeof result === "string") return noneMissed;
  const ids = result.missed.slice(0, fewNames);
  const some = await inWorkspace(actor.workspaceId, (tx) =>
    tx.account.findMany({
      where: { workspaceId: actor.workspaceId, id: { in: [...ids] } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
  );
  return { count: result.missed.length, some };
}
