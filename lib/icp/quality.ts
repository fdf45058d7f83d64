import type { KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import type { Criterion } from "#lib/criteria/criterion.ts";
import { fits } from "#lib/criteria/operators.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import { inOrder } from "#lib/icp/order.ts";

/** What the check must be told of the data; `attributes` is null while there is none. */
export interface QualityFacts {
  readonly attributes: ReadonlyMap<string, { readonly knownAt: KnownAt; readonly type: ValueType }> | null;
  /** Verdict counts of the draft's rules over all customers; null while there are none. */
  readonly verdicts: { readonly accept: number; readonly reject: number; readonly undecided: number } | null;
}

export const qualityRules = [
  "no profile",
  "no good customer",
  "no disqualifier",
  "no must-have",
  "too broad",
  "accepts nobody",
  "size alone",
  "unmeasurable",
  "no evidence",
  "weak evidence",
  "no points",
  "no economic buyer",
] as const;
export type QualityRule = (typeof qualityRules)[number];

/** Where on the page a mark belongs. */
export type Section = "profile" | "definition" | "must-have" | "signal" | "disqualifier" | "committee";

/** One thing to mend: where, what is wrong in a sentence, and what to do about it. */
export interface QualityMark {
  readonly rule: QualityRule;
  readonly section: Section;
  /** The criterion it is about, if one. */
  readonly id: string | null;
  readonly sentence: string;
  readonly remedy: string;
}

/** Above this share of customers accepted, the profile turns nobody away. */
const tooBroad = 0.7;

/** The quality check of a draft, in the order of the page. */
export function checkQuality(document: IcpDocument, facts: QualityFacts): readonly QualityMark[] {
  const criteria = inOrder(document.criteria).filter((one) => !one.archived);
  return [
    ...profileMarks(document),
    ...ruleMarks(criteria),
    ...breadthMarks(criteria, facts),
    ...criteria.flatMap((one) => criterionMarks(one, facts)),
    ...committeeMarks(document),
  ];
}

const mark = (
  rule: QualityRule,
  section: Section,
  sentence: string,
  remedy: string,
  id: string | null = null,
) => ({
  rule,
  section,
  id,
  sentence,
  remedy,
});

function profileMarks(document: IcpDocument): QualityMark[] {
  const marks: QualityMark[] = [];
  if (document.profile.trim() === "") {
    marks.push(
      mark(
        "no profile",
        "profile",
        "There is no profile sentence.",
        "Say in one sentence which companies you win and keep.",
      ),
    );
  }
  if (document.definition === null) {
    marks.push(
      mark(
        "no good customer",
        "definition",
        "Nobody has said what a good customer is.",
        "Agree on outcomes and thresholds under Good customer.",
      ),
    );
  }
  return marks;
}

function ruleMarks(criteria: readonly Criterion[]): QualityMark[] {
  const marks: QualityMark[] = [];
  if (!criteria.some((one) => one.kind === "must-have")) {
    marks.push(
      mark(
        "no must-have",
        "must-have",
        "Nothing is required.",
        "Add what an account must have to be worth selling to.",
      ),
    );
  }
  if (!criteria.some((one) => one.kind === "disqualifier")) {
    marks.push(
      mark(
        "no disqualifier",
        "disqualifier",
        "There is no disqualifier: the profile does not say whom you do not sell to.",
        "Add a trait that goes with customers who leave, from Patterns.",
      ),
    );
  }
  const required = criteria.filter((one) => one.kind === "must-have");
  const describing = criteria.filter((one) => one.kind !== "disqualifier");
  if (required.length > 0 && describing.every(isSizeOnly)) {
    marks.push(
      mark(
        "size alone",
        "must-have",
        "A size band alone is not a profile.",
        "Add what these companies do, use or need, not only how big they are.",
      ),
    );
  }
  return marks;
}

const sizeHeading =
  /employee|headcount|head count|company ?size|team ?size|\bsize\b|\bfte|staff|revenue|turnover|\barr\b|number of (people|seats)|\bpeople\b|seats/i;

function isSizeOnly(criterion: Criterion): boolean {
  return criterion.when.every((condition) => sizeHeading.test(condition.attribute.replaceAll("_", " ")));
}

function breadthMarks(criteria: readonly Criterion[], facts: QualityFacts): QualityMark[] {
  if (!facts.verdicts || criteria.length === 0) return [];
  const { accept, reject, undecided } = facts.verdicts;
  const customers = accept + reject + undecided;
  if (customers === 0) return [];
  if (accept / customers > tooBroad) {
    const share = Math.round((accept / customers) * 100);
    return [
      mark(
        "too broad",
        "must-have",
        `It is too broad to act on: ${share} % of today’s customers are inside.`,
        "Add a must-have or a disqualifier that tells good customers from the others.",
      ),
    ];
  }
  if (accept === 0 && undecided === 0) {
    return [
      mark(
        "accepts nobody",
        "must-have",
        "None of today’s customers is inside.",
        "Loosen a must-have, or look for two that exclude each other.",
      ),
    ];
  }
  return [];
}

function criterionMarks(criterion: Criterion, facts: QualityFacts): QualityMark[] {
  const words = `“${sayCriterion(criterion)}”`;
  const own = (rule: QualityRule, sentence: string, remedy: string) =>
    mark(rule, criterion.kind, sentence, remedy, criterion.id);
  const marks: QualityMark[] = [];
  const hindrance = unmeasurable(criterion, facts);
  if (hindrance)
    marks.push(own("unmeasurable", `${words} cannot be measured: ${hindrance.why}.`, hindrance.remedy));
  if (criterion.evidence === null) {
    marks.push(
      own(
        "no evidence",
        `${words} has no evidence: it is a hypothesis.`,
        "Put a pattern or what customers said behind it, or make it a bet.",
      ),
    );
  } else if (criterion.evidence.source === "pattern" && isWeak(criterion.evidence.verdict)) {
    marks.push(
      own(
        "weak evidence",
        `The evidence of ${words} is ${criterion.evidence.verdict}.`,
        "Gather more customers, or make it a bet.",
      ),
    );
  }
  if (criterion.kind === "signal" && !criterion.points) {
    marks.push(own("no points", `Signal ${words} gives no points.`, "Give it points, or remove it."));
  }
  return marks;
}

const isWeak = (verdict: string) => verdict === "insufficient" || verdict === "contradicted";

function unmeasurable(criterion: Criterion, facts: QualityFacts): { why: string; remedy: string } | null {
  if (!facts.attributes) return null;
  for (const condition of criterion.when) {
    const attribute = facts.attributes.get(condition.attribute);
    const name = `“${condition.attribute}”`;
    if (!attribute)
      return { why: `${name} is not in the data`, remedy: "Import it, or choose another attribute." };
    if (attribute.knownAt === "customer") {
      return { why: `${name} is known only after the sale`, remedy: "Choose a trait that a prospect shows." };
    }
    if (!fits(condition, attribute.type)) {
      return {
        why: `${name} holds another kind of value now`,
        remedy: "Edit the rule so that it asks what the data can answer.",
      };
    }
  }
  return null;
}

function committeeMarks(document: IcpDocument): QualityMark[] {
  const named = document.committee.some(
    (one) => !one.archived && one.part === "economic buyer" && one.title.trim() !== "",
  );
  if (named) return [];
  return [
    mark(
      "no economic buyer",
      "committee",
      "No economic buyer is named in the committee.",
      "Name the role that signs the contract.",
    ),
  ];
}
