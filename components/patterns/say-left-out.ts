import type { AttributeFindings, Leakage, OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { fewestCertain } from "#lib/analysis/leakage.ts";
import { warningSentence } from "#lib/analysis/sentence.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { joinWords } from "#lib/criteria/words.ts";

const namedAtMost = 4;

/** "Contract and TotalCharges", "Contract, Status, Reason and 9 more". */
function names(all: readonly string[]): string {
  if (all.length <= namedAtMost) return joinWords(all, "and");
  const named = all.slice(0, namedAtMost - 1);
  return `${named.join(", ")} and ${all.length - named.length} more`;
}

/** Which traits do not count: "Contract and TotalCharges are left out". */
export const sayLeftOut = (attributes: readonly string[]): string =>
  `${names(attributes)} ${attributes.length === 1 ? "is" : "are"} left out`;

/** What all of some accounts did; `yes`: the outcome as it is called. */
function allDid(outcome: string, yes: boolean): string {
  if (outcome === goodCustomerOutcome) return yes ? "are good" : "are not good";
  if (outcome === retentionOutcome) return yes ? "are still customers" : "left";
  return "have the same outcome";
}

/** Above this a share is told as all of them: what is not exact in it comes from adding weights. */
const certainly = 1 - 1e-9;

/** The value at which an attribute tells an outcome, in figures; null where none does alone. */
function sayCertain({ patterns }: AttributeFindings, { outcome, measure }: OutcomeFindings): string | null {
  if (measure !== "rate") return null;
  const isCertain = ({ value, n }: { value: number; n: number }) =>
    n >= fewestCertain && (value >= certainly || value <= 1 - certainly);
  const of = (n: number, where: string, value: number) =>
    `All ${formatCounted(n, "account")} ${where} ${allDid(outcome, value >= certainly)}`;
  const [level] = patterns
    .filter(({ missing, n, inside: { value } }) => !missing && isCertain({ value, n }))
    .toSorted((a, b) => b.n - a.n);
  if (level) return of(level.n, `where it is ${level.level}`, level.inside.value);
  const unknown = patterns.find(({ missing }) => missing);
  if (!unknown) return null;
  const { n, rest } = unknown;
  const { value } = unknown.inside;
  if (isCertain(rest)) return of(rest.n, "where it is recorded", rest.value);
  return isCertain({ value, n }) ? of(n, "where it is not recorded", value) : null;
}

/** Why an attribute is taken for the outcome itself, with its figures where one of its values alone tells. */
export function sayLeakage(
  warning: Leakage,
  attribute: AttributeFindings,
  findings: OutcomeFindings,
): string {
  const certain = warning.reason === "certain level" ? sayCertain(attribute, findings) : null;
  return certain === null
    ? warningSentence(warning, findings)
    : `${certain}, as happens where it records the outcome itself, or what decides it.`;
}

/** Why an attribute does not count for an outcome, a sentence each; none where nothing speaks against it. */
export const whyLeftOut = (attribute: AttributeFindings, findings: OutcomeFindings): readonly string[] =>
  attribute.warnings.flatMap((warning) =>
    warning.kind === "leakage" ? sayLeakage(warning, attribute, findings) : [],
  );
