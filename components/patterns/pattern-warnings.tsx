import Link from "next/link";
import type { AttributeFindings, OutcomeFindings, Pattern, Warning } from "#lib/analysis/finding.ts";
import { keepPercents } from "#lib/analysis/format.ts";
import { changeOf, warningSentence } from "#lib/analysis/sentence.ts";
import { Notice } from "../ui/notice";
import { sayLeakage } from "./say-left-out";

const titles: Record<Warning["kind"], string> = {
  reversal: "Compare like with like",
  attenuation: "Compare like with like",
  leakage: "This may be the outcome itself",
  immature: "Young accounts flatter this",
  "watched unevenly": "Not watched for as long",
  "changes over time": "Not the same all the way",
  "near-duplicates": "One value, several spellings",
  "often missing": "Often not recorded",
};

/** What to beware of before believing a pattern. */
export function PatternWarnings({
  attribute,
  pattern,
  findings,
  keepAddress,
}: {
  attribute: AttributeFindings;
  pattern: Pattern;
  findings: OutcomeFindings;
  keepAddress: string;
}) {
  const warnings = [...pattern.warnings, ...attribute.warnings].filter(
    // Odds can move where the shares hardly do; a comparison that comes out the same is no warning.
    (warning) => warning.kind !== "attenuation" || changeOf(warning) !== "about as large",
  );
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
          {keepPercents(
            warning.kind === "leakage"
              ? sayLeakage(warning, attribute, findings)
              : warningSentence(warning, findings),
          )}
          {warning.kind === "leakage" && <Kept isKept={!attribute.leaking} keepAddress={keepAddress} />}
        </Notice>
      ))}
    </div>
  );
}

/** Whether a trait that looks like the outcome counts, and the way for somebody who knows better. */
function Kept({ isKept, keepAddress }: { isKept: boolean; keepAddress: string }) {
  if (isKept) return <> It counts here all the same.</>;
  return (
    <>
      {" "}
      Left out.{" "}
      <Link prefetch={false} href={keepAddress} scroll={false} className="prose-link">
        Put it back in
      </Link>
    </>
  );
}
