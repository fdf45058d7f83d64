import type { AttributeFindings, OutcomeFindings, Pattern, Warning } from "#lib/analysis/finding.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { warningFigures, warningSentence } from "#lib/analysis/sentence.ts";
import type { WarningJson } from "./answer.ts";

/** Everything to beware of, each once. */
export function warningsJson(findings: OutcomeFindings): WarningJson[] {
  const found = [
    ...smallWarning(findings),
    ...findings.attributes.flatMap((attribute) => [
      ...attribute.warnings.flatMap((warning) => ofAttribute(attribute, warning)),
      ...missingLevel(attribute),
      // What leaks is left out: how its levels compare among like accounts is nobody's concern.
      ...(attribute.leaking ? [] : attribute.patterns).flatMap((pattern) =>
        pattern.warnings.flatMap((warning) => ofPattern(pattern, warning)),
      ),
    ]),
  ];
  const seen = new Set<string>();
  return found.filter(({ kind, attributes }) => {
    const key = [kind, ...attributes].join("\u0000");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function smallWarning({ small, known, base }: OutcomeFindings): WarningJson[] {
  if (!small) return [];
  const good = Math.round(base.value * known);
  return [
    {
      kind: "small",
      attributes: [],
      text: `${formatCounted(known, "account")}, ${good} of them good: only single attributes are looked at, ten at most. Rules need 100 accounts and ten of either kind.`,
    },
  ];
}

function ofAttribute({ attribute }: AttributeFindings, warning: Warning): WarningJson[] {
  const text = `${attribute}: ${warningSentence(warning, { measure: "rate" })}`;
  if (warning.kind === "leakage")
    return [{ kind: "leakage", attributes: [attribute], text: `${text} Left out.` }];
  if (warning.kind === "near-duplicates") return [{ kind: "spelling", attributes: [attribute], text }];
  return warning.kind === "often missing" ? [{ kind: "missing", attributes: [attribute], text }] : [];
}

/** That a field was left empty is often what happened afterwards. */
function missingLevel({ attribute, patterns }: AttributeFindings): WarningJson[] {
  const pattern = patterns.find((one) => one.missing);
  if (pattern === undefined || pattern.verdict === "insufficient") return [];
  const moved = pattern.direction === "poor" ? "worse" : "better";
  const text = `${attribute}: accounts where it is not recorded do ${moved}. Ask who fills it in, and when, before reading anything into it.`;
  return [{ kind: "missing", attributes: [attribute], text }];
}

function ofPattern(pattern: Pattern, warning: Warning): WarningJson[] {
  const { attribute, level } = pattern;
  if (warning.kind !== "reversal" && warning.kind !== "attenuation") return [];
  if (warning.kind === "attenuation" && pattern.verdict === "insufficient") return [];
  const spoken = { measure: "rate" } as const;
  const text = `${attribute} ${level}: ${warningSentence(warning, spoken)} ${warningFigures(warning, spoken)}`;
  return [{ kind: warning.kind, attributes: [attribute, warning.by], text }];
}
