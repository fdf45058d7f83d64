import type { ReactNode } from "react";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCount, formatCounted, formatFixed, keepPercents, roundUp } from "#lib/analysis/format.ts";
import { explainRules } from "#lib/analysis/how-computed.ts";
import { leastDifference } from "#lib/analysis/least-difference.ts";
import type { Rule, RuleFindings } from "#lib/analysis/search/rule.ts";
import {
  ruleEvidence,
  ruleId,
  ruleSentence,
  ruleWarnings,
  ruleWords,
  searchSentence,
} from "#lib/analysis/search/rule-sentence.ts";
import { RuleForest, type RuleMark } from "../charts/rule-forest";
import { Notice } from "../ui/notice";
import { VerdictWord } from "../ui/verdict-word";
import { AddRule, type AddRuleAction } from "./add-rule";
import { baseWords } from "./headline";
import { HowComputed } from "./how-computed";

interface ListProps {
  workspace: string;
  found: RuleFindings;
  findings: OutcomeFindings;
  /** Null for those who may not edit the draft. */
  add: AddRuleAction | null;
  /** What is being checked in the background, or what came of it. */
  checks: ReactNode;
}

/** Every rule worth a test, best first: what holds, and below it what does not (yet). */
export function RuleFindingsList({ workspace, found, findings, add, checks }: ListProps) {
  const holding = found.rules.filter((rule) => rule.verdict === "supported");
  const others = found.rules.filter((rule) => rule.verdict !== "supported");
  return (
    <>
      {holding.length === 0 && <NothingHolds found={found} />}
      {holding.length > 0 && (
        <RuleForest
          sentence={forestSentence(found, holding)}
          rules={holding.map((rule, i) => ruleMark(rule, `holds-${i + 1}`))}
          base={findings.base.value}
          baseName={`all ${baseWords(findings).replace(/ (good|still customers)$/, "")}`}
          measure={findings.measure}
          name="combinations"
        />
      )}
      <div className={holding.length > 0 ? "mt-6" : undefined}>
        <RuleTable rules={holding} place="holds" {...{ workspace, findings, add }} />
      </div>
      {others.length > 0 && (
        <details className="mt-6" open={holding.length === 0}>
          <summary className="cursor-pointer text-muted hover:text-ink">
            {formatCount(others.length)} {holding.length > 0 && "more "}without enough evidence
          </summary>
          <div className="mt-3 space-y-4">
            <RuleForest
              sentence="None of these may be relied on yet."
              rules={others.map((rule, i) => ruleMark(rule, `open-${i + 1}`))}
              base={findings.base.value}
              baseName="all"
              measure={findings.measure}
              name="combinations-without-evidence"
            />
            <RuleTable rules={others} place="open" {...{ workspace, findings, add }} />
          </div>
        </details>
      )}
      <div className="mt-8 space-y-3 border-t border-line pt-3 text-sm text-muted">
        <p>{searchSentence(found)} It is association: it does not say why.</p>
        {checks}
      </div>
      <HowComputed figures={explainRules(found)} />
    </>
  );
}

function forestSentence({ examined, rules }: RuleFindings, holding: readonly Rule[]): string {
  const first = holding[0];
  const verb = holding.length === 1 ? "holds" : "hold";
  const start = `${formatCounted(examined, "combination")} examined, ${formatCounted(rules.length, "worth a test", "worth a test")}, ${formatCount(holding.length)} ${verb}`;
  return first ? `${start}; the strongest: ${ruleWords(first)}.` : `${start}.`;
}

function ruleMark(rule: Rule, id: string): RuleMark {
  return {
    id,
    href: `#${id}`,
    words: ruleWords(rule),
    n: rule.n,
    expected: rule.honest,
    rest: rule.rest.value,
    word: rule.verdict,
    direction: rule.direction,
  };
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
  return (
    <Notice title="No combination holds">
      None of the {formatCounted(found.examined, "combination")} does better or worse than chance alone would
      bring about. {neededWords(found)}
    </Notice>
  );
}

/** A combination that so many fulfil is taken as an example where none came near. */
const exampleShare = 0.1;

/** What it would take: more accounts for the strongest, or where there is none, a larger difference. */
function neededWords({ rules, accounts, examined, base, measure }: RuleFindings): string | null {
  const needed = rules.flatMap((rule) => rule.needed ?? []);
  const least = needed.length === 0 ? null : Math.min(...needed);
  if (least !== null)
    return least <= accounts
      ? null
      : `The strongest would need about ${formatCounted(roundUp(least), "account")} with a known outcome to be shown four times in five; there are ${formatCount(accounts)}.`;
  if (measure === "mean" || rules.length > 0) return null;
  const difference = leastDifference(base.value, accounts, exampleShare, Math.max(1, examined));
  return difference === null
    ? `Among ${formatCounted(accounts, "account")} even a combination that is always right would hardly be shown.`
    : `Among ${formatCounted(accounts, "account")} one that a tenth of them fulfil would have to differ from the rest by about ${formatFixed(100 * difference, 0)} points to be shown four times in five; with four times as many, by half of that.`;
}

function RuleTable({
  rules,
  place,
  workspace,
  findings,
  add,
}: Omit<ListProps, "found" | "checks"> & { rules: readonly Rule[]; place: string }) {
  if (rules.length === 0) return null;
  return (
    <ol className="divide-y divide-line border-y border-line">
      {rules.map((rule, i) => (
        <li
          key={ruleId(rule)}
          id={`${place}-${i + 1}`}
          className="grid scroll-mt-20 gap-x-6 gap-y-2 py-3.5 md:grid-cols-[minmax(0,1fr)_auto]"
        >
          <div className="min-w-0">
            <h2 className="font-serif text-lg leading-snug break-words">{ruleWords(rule)}</h2>
            <p className="mt-1 max-w-3xl text-sm text-muted">
              {keepPercents(`${ruleSentence(rule, findings)} ${ruleEvidence(rule)}`)}
            </p>
            {ruleWarnings(rule, findings).map((sentence) => (
              <p key={sentence} className="mt-1 max-w-3xl text-sm text-warn">
                {keepPercents(sentence)}
              </p>
            ))}
          </div>
          <div className="flex items-center gap-3 md:flex-col md:items-end">
            <span className="text-sm">
              <VerdictWord word={rule.verdict} direction={rule.direction} />
              <span className="ml-2 text-muted">{rule.direction === "good" ? "fits" : "does not fit"}</span>
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
        </li>
      ))}
    </ol>
  );
}
