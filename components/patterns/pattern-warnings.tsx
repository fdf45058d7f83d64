import type { AttributeFindings, OutcomeFindings, Pattern, Warning } from "#lib/analysis/finding.ts";
import { warningSentence } from "#lib/analysis/sentence.ts";
import { Notice } from "../ui/notice";

const titles: Record<Warning["kind"], string> = {
  reversal: "Compare like with like",
  attenuation: "Compare like with like",
  leakage: "This may be the outcome itself",
  immature: "Young accounts flatter this",
  "changes over time": "Not the same all the way",
  "near-duplicates": "One value, several spellings",
  "often missing": "Often not recorded",
};

/** What to beware of before believing a pattern. */
export function PatternWarnings({
  attribute,
  pattern,
  findings,
}: {
  attribute: AttributeFindings;
  pattern: Pattern;
  findings: OutcomeFindings;
}) {
  const warnings = [...pattern.warnings, ...attribute.warnings];
  if (warnings.length === 0 && attribute.knownAt !== "customer") return null;
  return (
    <div className="mt-4 space-y-2">
      {attribute.knownAt === "customer" && (
        <Notice title="Known only after the sale">
          It cannot help to choose whom to sell to. Who stays longer also has longer to come by it, so read it
          as something to watch, not as what keeps customers.
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={JSON.stringify(warning)} tone="warn" title={titles[warning.kind]}>
          {warningSentence(warning, findings)}
        </Notice>
      ))}
    </div>
  );
}
