import type { AttributeFindings, OutcomeFindings, Pattern, Warning } from "#lib/analysis/finding.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { warningFigures, warningSentence } from "#lib/analysis/sentence.ts";
import type { WarningJson } from "./answer.ts";

/** p of a difference among accounts alike, where there is none among all, from which on it is told. */
const surely = 0.01;

/** Everything to beware of, each once. */
export function warningsJson(findings: OutcomeFindings): WarningJson[] {
  const found = [
    ...smallWarning(findings),
    ...findings.attributes.flatMap((attribute) => [
      ...attribute.warnings.flatMap((warning) => ofAttribute(attribute, warning)),
      ...missingWarning(attribute),
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
  return [];
}

/** How often a field is empty, and that it was left empty is often what happened afterwards: one warning says both. */
function missingWarning({ attribute, patterns, warnings }: AttributeFindings): WarningJson[] {
  const often = warnings.filter(({ kind }) => kind === "often missing");
  const pattern = patterns.find((one) => one.missing && one.verdict !== "insufficient");
  const said = often.map((warning) => warningSentence(warning, { measure: "rate" }));
  if (pattern !== undefined) {
    const moved = pattern.direction === "poor" ? "worse" : "better";
    said.push(
      `Accounts where it is not recorded do ${moved}: ask who fills it in, and when, before reading anything into it.`,
    );
  }
  return said.length === 0
    ? []
    : [{ kind: "missing", attributes: [attribute], text: `${attribute}: ${said.join(" ")}` }];
}

function ofPattern(pattern: Pattern, warning: Warning): WarningJson[] {
  const { attribute, level } = pattern;
  if (warning.kind !== "reversal" && warning.kind !== "attenuation") return [];
  // A difference that only shows among accounts alike is worth a word; one that shows nowhere is chance.
  const isMasked = warning.kind === "attenuation" && warning.p < surely;
  if (warning.kind === "attenuation" && pattern.verdict === "insufficient" && !isMasked) return [];
  const spoken = { measure: "rate" } as const;
  const text = `${attribute} ${level}: ${warningSentence(warning, spoken)} ${warningFigures(warning, spoken)}`;
  return [{ kind: warning.kind, attributes: [attribute, warning.by], text }];
}
