import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCount, keepPercents } from "#lib/analysis/format.ts";
import type { Rule, RuleFindings } from "#lib/analysis/search/rule.ts";
import {
  ruleEvidence,
  ruleId,
  ruleSentence,
  ruleWarnings,
  ruleWords,
  searchSentence,
} from "#lib/analysis/search/rule-sentence.ts";
import { BaseLine, IntervalMark, Strip, Ticks } from "../charts/marks";
import { scaleFor } from "../charts/measure";
import { Notice } from "../ui/notice";
import { VerdictWord } from "../ui/verdict-word";
import { AddRule, type AddRuleAction } from "./add-rule";

interface ListProps {
  workspace: string;
  found: RuleFindings;
  findings: OutcomeFindings;
  /** Null for those who may not edit the draft. */
  add: AddRuleAction | null;
}

/** Every rule worth a test, best first: what holds, and below it what does not (yet). */
export function RuleFindingsList({ workspace, found, findings, add }: ListProps) {
  const holding = found.rules.filter((rule) => rule.verdict === "supported");
  const others = found.rules.filter((rule) => rule.verdict !== "supported");
  const settled = found.rules.every((rule) => rule.stability !== null);
  return (
    <>
      {found.rules.length > 0 && !settled && (
        <p role="status" className="mb-4 text-sm text-muted">
          Drawing the accounts again and again, to see which of these are found every time …
        </p>
      )}
      {holding.length === 0 && <NothingHolds found={found} />}
      <RuleTable rules={holding} {...{ workspace, findings, add }} />
      {others.length > 0 && (
        <details className="mt-6" open={holding.length === 0}>
          <summary className="cursor-pointer text-muted hover:text-ink">
            {formatCount(others.length)} more without enough evidence
          </summary>
          <div className="mt-3">
            <RuleTable rules={others} {...{ workspace, findings, add }} />
          </div>
        </details>
      )}
      <p className="mt-8 border-t border-line pt-3 text-sm text-muted">
        {searchSentence(found)} It is association: it does not say why.
      </p>
    </>
  );
}

/** When nothing holds it is said, with what would be needed. */
function NothingHolds({ found }: { found: RuleFindings }) {
  if (found.policy === "small")
    return (
      <Notice title="Too few accounts for combinations">
        With fewer than 100 accounts, or fewer than ten of either kind, chance alone makes combinations that
        look like findings. Single traits can still be looked at.
      </Notice>
    );
  const needed = found.rules.flatMap((rule) => rule.needed ?? []);
  const least = needed.length === 0 ? null : Math.min(...needed);
  return (
    <Notice title="No combination holds">
      None of the {formatCount(found.examined)} combinations does better or worse than chance alone would
      bring about.
      {least !== null &&
        least > found.accounts &&
        ` The strongest would need about ${formatCount(least)} accounts to be shown.`}
    </Notice>
  );
}

function RuleTable({
  rules,
  workspace,
  findings,
  add,
}: Omit<ListProps, "found"> & { rules: readonly Rule[] }) {
  if (rules.length === 0) return null;
  const { base, measure } = findings;
  const values = rules.flatMap(({ honest, rest }) => [honest.low, honest.high, rest.value]);
  const scale = scaleFor(measure, [base.value, ...values], 4);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rules.map((rule) => (
        <li
          key={ruleId(rule)}
          className="grid gap-x-6 gap-y-2 py-3.5 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
        >
          <div className="min-w-0">
            <h2 className="font-serif text-lg leading-snug break-words">{ruleWords(rule)}</h2>
            <p className="mt-1 text-sm text-muted">
              {keepPercents(`${ruleSentence(rule, findings)} ${ruleEvidence(rule)}`)}
            </p>
            {ruleWarnings(rule, findings).map((sentence) => (
              <p key={sentence} className="mt-1 text-sm text-warn">
                {keepPercents(sentence)}
              </p>
            ))}
          </div>
          <div className="min-w-0">
            <div className="flex items-center justify-between gap-3">
              <VerdictWord word={rule.verdict} direction={rule.direction} className="text-sm" />
              <span className="text-sm text-muted">
                {rule.direction === "good" ? "fits" : "does not fit"}
              </span>
              {add && (
                <AddRule
                  workspace={workspace}
                  outcome={findings.outcome}
                  rule={ruleId(rule)}
                  words={ruleWords(rule)}
                  addRule={add}
                />
              )}
            </div>
            <div className="mt-1.5">
              <Strip height={26}>
                <BaseLine scale={scale} base={base.value} />
                <IntervalMark
                  scale={scale}
                  inside={rule.honest}
                  rest={rule.rest.value}
                  word={rule.verdict}
                  direction={rule.verdict === "insufficient" ? "none" : rule.direction}
                />
              </Strip>
              <Ticks scale={scale} measure={measure} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
