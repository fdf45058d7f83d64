import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { shuffleSentence, shuffleWarning } from "#lib/analysis/how-computed.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import { BackgroundWork } from "./background-work";

/**
 * How far the two checks of the rules are, or what came of them: whether they are found again when the accounts are drawn
 * anew, and what the whole finds in shuffled copies of the data.
 */
export function RuleChecks({
  work,
  found,
  findings,
  settled,
  shuffles,
}: {
  /** Address of the work in the background, its `work` apart. */
  work: (name: "stability" | "shuffles") => string;
  found: RuleFindings;
  findings: OutcomeFindings;
  settled: boolean;
  shuffles: ShuffleCheck | null;
}) {
  return (
    <div className="space-y-3">
      {!settled && (
        <BackgroundWork
          key="stability"
          address={work("stability")}
          label="Drawing the accounts again and again, to see which combinations are found every time"
        />
      )}
      {shuffles ? (
        <Shuffled check={shuffles} found={found} findings={findings} />
      ) : (
        settled && (
          <BackgroundWork
            key="shuffles"
            address={work("shuffles")}
            label="Looking for patterns in 20 copies of your data with shuffled outcomes"
          />
        )
      )}
    </div>
  );
}

function Shuffled({
  check,
  found,
  findings,
}: {
  check: ShuffleCheck;
  found: RuleFindings;
  findings: OutcomeFindings;
}) {
  const holding = found.rules.filter(({ verdict }) => verdict === "supported").length;
  const warning = shuffleWarning(check);
  return (
    <p>
      {shuffleSentence(check, findings.supported, holding)}
      {warning && <span className="block text-warn">{warning}</span>}
    </p>
  );
}
