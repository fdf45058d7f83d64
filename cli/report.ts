import { formatCount, formatPEquation, formatPercent, formatWholePercent } from "#lib/analysis/format.ts";
import type { Scorecard } from "#lib/analysis/scorecard-card.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import type { Result } from "#lib/errors/result.ts";
import type { AttributeJson, PatternsJson, RuleJson } from "./answer.ts";
import { scorecardLines } from "./scorecard.ts";

const policyWords: Record<PatternsJson["policy"], string> = {
  small: "Too few accounts for combinations: single attributes only.",
  "max-t": "Rules are held against 999 shuffled copies of the data.",
  split: "Rules are found on 60 % of the accounts and tested on the other 40 %.",
};

/** The answer for a person to read. */
export function patternsReport(
  answer: PatternsJson,
  leftOut: readonly { readonly heading: string; readonly why: string }[],
  shuffled: ShuffleCheck | null,
  scorecard: Result<Scorecard> | null,
): string {
  const holding = answer.attributes.filter(({ verdict }) => verdict === "supported");
  const shown = holding.length > 0 ? holding : answer.attributes.slice(0, 8);
  return [
    `${formatCount(answer.accounts)} accounts, ${formatPercent(answer.base)} good. ${formatCount(answer.examined)} patterns examined. ${policyWords[answer.policy]}`,
    section("Rules", answer.rules.length === 0 ? ["None holds."] : answer.rules.map(ruleLine)),
    section(
      "Single attributes",
      holding.length > 0
        ? shown.map(attributeLine)
        : ["None holds. The strongest, with not enough evidence:", ...shown.map(attributeLine)],
    ),
    section("Beware", answer.warnings.length === 0 ? ["Nothing."] : answer.warnings.map(({ text }) => text)),
    ...(leftOut.length === 0
      ? []
      : [
          section(
            "Left out",
            leftOut.map(({ heading, why }) => `${heading}: ${why}`),
          ),
        ]),
    ...(scorecard === null ? [] : [section("Scorecard", scorecardLines(scorecard))]),
    ...(shuffled === null ? [] : [shuffledLine(shuffled, holding.length + answer.rules.length)]),
    `It took ${answer.seconds.total} s.`,
  ].join("\n\n");
}

function shuffledLine({ copies, withFindings }: ShuffleCheck, here: number): string {
  return `On ${copies} shuffled copies this found something in ${withFindings}; on yours it found ${here}.`;
}

function section(heading: string, lines: readonly string[]): string {
  return [heading, ...lines.map((line) => `  ${line}`)].join("\n");
}

function ruleLine(rule: RuleJson): string {
  const interval = `${formatPercent(rule.rate)} good (${formatPercent(rule.low)} to ${formatPercent(rule.high)})`;
  const again =
    rule.stability === null ? "" : `, found again in ${formatWholePercent(rule.stability)} of resamples`;
  return `${rule.direction.padEnd(4)} ${rule.text}: ${interval}, ${formatCount(rule.n)} accounts, adjusted ${formatPEquation(rule.p)}${again}, ${rule.verdict}`;
}

function attributeLine(one: AttributeJson): string {
  return `${one.attribute} ${one.level}: ${formatPercent(one.rate)} good (${formatPercent(one.low)} to ${formatPercent(one.high)}) against ${formatPercent(one.restRate)}, ${formatCount(one.n)} accounts, adjusted ${formatPEquation(one.q)}, ${one.verdict}`;
}
