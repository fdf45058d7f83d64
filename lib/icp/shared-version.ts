import type { Evidence, PatternEvidence } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { sayNumber, startSentence } from "#lib/criteria/words.ts";
import type { FrozenCriterion, IcpContent } from "#lib/icp/content.ts";
import {
  type EvidencePanel,
  isShown,
  outcomeOf,
  panelsOf,
  sayFigure,
  smallestGroup,
  type WholeProfile,
  wholeOf,
} from "#lib/icp/evidence-panels.ts";
import { type Decision, standingForSeveral } from "#lib/icp/lifecycle.ts";
import { sayDefinition } from "#lib/icp/say-definition.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";

/** One rule as everybody may read it. */
export interface SharedRule extends Pick<FrozenCriterion, "id" | "kind" | "when" | "question" | "points"> {
  readonly words: string;
  readonly crmField: string;
  readonly rationale: string;
  /** "79 % stayed, others 57 %, 388 of 1,204 customers", or why there is no figure. */
  readonly evidence: string;
  readonly quote: string;
}

export interface SharedDecision {
  readonly team: string;
  readonly agreed: boolean;
  readonly by: string;
  /** ISO date. */
  readonly on: string;
  readonly reason: string;
}

/**
 * Everything a visitor of a share link sees of a version, and nothing else: no account's name, no member but
 * those who decided, no id of the workspace.
 */
export interface SharedVersion {
  readonly company: string;
  /** Made-up customers and people: whoever reads it outside must not take it for a real company's. */
  readonly sample: boolean;
  readonly number: number;
  readonly hash: string;
  readonly publishedOn: string;
  readonly publishedBy: string;
  readonly profile: string;
  readonly mustHaves: readonly SharedRule[];
  readonly signals: readonly SharedRule[];
  readonly disqualifiers: readonly SharedRule[];
  readonly panels: readonly EvidencePanel[];
  readonly whole: WholeProfile | null;
  readonly definition: readonly string[];
  readonly prose: readonly { readonly title: string; readonly text: string }[];
  readonly committee: IcpContent["committee"];
  readonly voices: readonly {
    readonly id: string;
    readonly kind: string;
    readonly text: string;
    readonly quote: string;
  }[];
  readonly triggers: IcpContent["triggers"];
  readonly successConditions: IcpContent["successConditions"];
  readonly bets: IcpContent["bets"];
  readonly decisions: readonly SharedDecision[];
  /** "Ada stands for marketing and sales." */
  readonly several: readonly string[];
  readonly overDissent: string | null;
}

/** A version as it is stored, with its content thawed. Instants are ISO. */
export interface StoredVersion {
  readonly company: string;
  readonly sample: boolean;
  readonly number: number;
  readonly hash: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly content: IcpContent;
  readonly decisions: readonly Decision[];
  readonly overDissent: string | null;
  readonly snapshot: Snapshot | null;
}

/** The public reading of a version: names of accounts left out, small groups hidden, rules in words. */
export function sharedVersion(stored: StoredVersion): SharedVersion {
  const { content } = stored;
  const ofKind = (kind: FrozenCriterion["kind"]) =>
    content.criteria.filter((criterion) => criterion.kind === kind).map(sharedRule);
  const whole = stored.snapshot ? wholeOf(stored.snapshot) : null;
  return {
    company: stored.company,
    sample: stored.sample,
    number: stored.number,
    hash: stored.hash,
    publishedOn: stored.publishedAt.slice(0, 10),
    publishedBy: stored.publishedBy,
    profile: content.profile,
    mustHaves: ofKind("must-have"),
    signals: ofKind("signal"),
    disqualifiers: ofKind("disqualifier"),
    panels: panelsOf(content.criteria, stored.snapshot, whole),
    whole,
    definition: content.definition ? sayDefinition(content.definition) : [],
    prose: proseOf(content),
    committee: content.committee,
    voices: content.voices.map(({ id, kind, text, quote }) => ({ id, kind, text, quote })),
    triggers: content.triggers,
    successConditions: content.successConditions,
    bets: content.bets,
    decisions: stored.decisions.map(sharedDecision),
    several: standingForSeveral(stored.decisions).map(
      ({ by, teams }) => `${by} stands for ${teams.slice(0, -1).join(", ")} and ${teams.at(-1)}.`,
    ),
    overDissent: stored.overDissent,
  };
}

export function sharedDecision(decision: Decision): SharedDecision {
  const { team, by, reason } = decision;
  return { team, by, reason, agreed: decision.decision === "approve", on: decision.at.slice(0, 10) };
}

function proseOf(content: IcpContent): SharedVersion["prose"] {
  return [
    { title: "Where we stand", text: content.currentTruth },
    { title: "Use case", text: content.useCase },
    { title: "Urgency", text: content.urgency },
    { title: "Maturity", text: content.maturity },
    { title: "How they buy", text: content.buyingMotion },
  ].filter((part) => part.text.trim() !== "");
}

function sharedRule(criterion: FrozenCriterion): SharedRule {
  const { id, kind, when, question, points, crmField, rationale, evidence } = criterion;
  return {
    id,
    kind,
    when,
    question,
    points,
    crmField,
    rationale,
    words: sayCriterion(criterion),
    evidence: sayEvidence(evidence),
    quote: evidence?.source === "interview" ? evidence.quote : "",
  };
}

/** A figure with what it is a figure of: a version may hold patterns of several outcomes side by side. */
function sayOutcome(outcome: string, measure: PatternEvidence["measure"], figure: string): string {
  if (measure === "mean") return `${startSentence(outcome)} ${figure} on average`;
  if (outcome === outcomeOf.good) return `${figure} are good customers`;
  return outcome === outcomeOf.stayed ? `${figure} stayed` : `${startSentence(outcome)} ${figure}`;
}

function sayEvidence(evidence: Evidence | null): string {
  if (!evidence) return "A hypothesis: no evidence yet.";
  if (evidence.source === "interview") {
    // How many said so is a count of customers like any other.
    return evidence.said < smallestGroup
      ? "Said in interviews."
      : `${evidence.said} of ${evidence.of} customers said so.`;
  }
  if (!isShown(evidence)) return "The group is too small to show its figures.";
  const figure = sayFigure(evidence.measure);
  const size = `${sayNumber(evidence.n)} of ${sayNumber(evidence.total)} customers`;
  const did = sayOutcome(evidence.outcome, evidence.measure, figure(evidence.inside.value));
  return `${did}, others ${figure(evidence.rest.value)}, ${size}`;
}
