import type { Definition } from "#lib/accounts/definition.ts";
import { freezePattern } from "#lib/analysis/evidence.ts";
import type { AttributeFindings, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import type { LooksLate, Unseen } from "#lib/analysis/late-entry.ts";
import type { Behind } from "#lib/analysis/members.ts";
import type { PatternDetail } from "#lib/analysis/pattern-detail.ts";
import type { GrowsWithAge } from "#lib/analysis/say-growing.ts";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import {
  type AnalysisView,
  askAnalysis,
  type Ground,
  optionsFor,
  withGround,
} from "#lib/server/queries/ask-analysis.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** What the patterns room shows of all outcomes. */
export interface PatternsPage {
  readonly customers: number;
  readonly dataRevision: number;
  /** How many accounts and single rows people have set aside, whether they are left out here or not. */
  readonly setAside: number;
  readonly setAsideRows: number;
  /** Empty while the data has no outcome. */
  readonly outcomes: readonly OutcomeFindings[];
  readonly examined: number;
  readonly supported: number;
  /** Where a table is small: the traits looked at; null where all are. */
  readonly lookedAt: readonly string[] | null;
  /** Every trait, in the order of the file. */
  readonly attributes: readonly string[];
  /** In force: the draft's, else the suggested one; null where the data has no outcome. */
  readonly definition: Definition | null;
  /** Whether the teams have written it. */
  readonly defined: boolean;
  /** It looks as if those who left early were not in the data, and nobody has said so. */
  readonly late: LooksLate | null;
  /** Months in which hardly anybody was in view, where the definition says that early leavers are missing. */
  readonly unseen: Unseen | null;
  /** Outcomes of the definition of which old accounts have more. */
  readonly growing: readonly GrowsWithAge[];
}

/**
 * All findings of the workspace; `traits` are those chosen to look at where there are few customers, `keep` those that
 * stay in though they look like the outcome itself.
 */
export async function loadPatterns(
  actor: Actor,
  traits: readonly string[] = [],
  keep: readonly string[] = [],
  view: AnalysisView = {},
): Promise<PatternsPage> {
  const run = async (ground: Ground): Promise<PatternsPage> => {
    const { dataRevision } = ground;
    const setAside = ground.setAside.length;
    const { setAsideRows } = ground;
    const defined = ground.definition !== null;
    if (dataRevision === 0) {
      return { ...nothing, dataRevision, setAside, setAsideRows, definition: ground.definition, defined };
    }
    const analysis = await askAnalysis(actor, ground, "analysis", {}, optionsFor(traits, keep));
    return { ...analysis, dataRevision, setAside, setAsideRows, defined };
  };
  return withGround(actor, run, view);
}

const nothing = {
  customers: 0,
  outcomes: [],
  examined: 0,
  supported: 0,
  lookedAt: null,
  attributes: [],
  late: null,
  unseen: null,
  growing: [],
} as const;

/** One pattern for one outcome, as an address names it. */
export interface PatternAddress {
  readonly outcome: string;
  readonly pattern: string;
  readonly traits: readonly string[];
  readonly keep?: readonly string[];
  /** With the accounts that are set aside. */
  readonly withSetAside?: boolean;
}

/** One pattern and what its sheet draws. */
export interface PatternPage {
  readonly findings: OutcomeFindings;
  readonly attribute: AttributeFindings;
  readonly pattern: Pattern;
  readonly detail: PatternDetail | null;
}

/** A pattern with its pictures; null where the data has no such pattern (any more). */
export async function loadPattern(actor: Actor, address: PatternAddress): Promise<PatternPage | null> {
  return withGround(actor, (ground) => patternOn(actor, ground, address), address);
}

async function patternOn(actor: Actor, ground: Ground, address: PatternAddress): Promise<PatternPage | null> {
  if (ground.dataRevision === 0) return null;
  const { outcome, pattern } = address;
  const options = optionsFor(address.traits, address.keep);
  const found = await askAnalysis(actor, ground, "detail", { outcome, pattern }, options);
  const { outcomes } = await askAnalysis(actor, ground, "analysis", {}, options);
  const findings = outcomes.find((candidate) => candidate.outcome === outcome);
  return found === null || findings === undefined ? null : { findings, ...found };
}

/** A pattern's conditions and its evidence, frozen as of today: what goes into the draft. Null where it is gone. */
export async function loadPatternEvidence(
  actor: Actor,
  address: PatternAddress,
): Promise<{ readonly when: Pattern["when"]; readonly evidence: PatternEvidence } | null> {
  return withGround(actor, async (ground) => {
    const found = await patternOn(actor, ground, address);
    if (found === null) return null;
    const evidence = freezePattern(found.pattern, found.findings, {
      dataRevision: ground.dataRevision,
      takenOn: today(),
    });
    return { when: found.pattern.when, evidence };
  });
}

export interface AccountBehind extends Behind {
  readonly name: string;
  readonly domain: string | null;
}

export interface AccountsBehind {
  readonly accounts: readonly AccountBehind[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly findings: OutcomeFindings;
  readonly pattern: Pattern;
}

export const accountsAPage = 50;

/** The accounts behind a pattern (P7), a page at a time, in the order of the data. Null where there is no such pattern. */
export async function loadPatternAccounts(
  actor: Actor,
  address: PatternAddress,
  page: number,
): Promise<AccountsBehind | null> {
  const run = async (ground: Ground): Promise<AccountsBehind | null> => {
    const found = await patternOn(actor, ground, address);
    if (found === null) return null;
    const { outcome, pattern } = address;
    const options = optionsFor(address.traits, address.keep);
    const ask = { outcome, pattern, page: Math.trunc(page) || 1, perPage: accountsAPage };
    const behind = await askAnalysis(actor, ground, "behind", ask, options);
    if (behind === null) return null;
    const accounts = await accountsOf(actor, behind.accounts);
    return { ...behind, accounts, findings: found.findings, pattern: found.pattern };
  };
  return withGround(actor, run, address);
}

async function accountsOf(actor: Actor, slice: readonly Behind[]): Promise<AccountBehind[]> {
  const rows = await inWorkspace(actor.workspaceId, (tx) =>
    tx.account.findMany({
      where: { workspaceId: actor.workspaceId, id: { in: slice.map(({ id }) => id) } },
      select: { id: true, name: true, domain: true },
    }),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return slice.flatMap((behind) => {
    const row = byId.get(behind.id);
    return row === undefined ? [] : [{ ...behind, name: row.name, domain: row.domain }];
  });
}
