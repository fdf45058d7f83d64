import {
  formatCount,
  formatCounted,
  formatP,
  formatPEquation,
  formatPercent,
  formatPercents,
  formatWholePercent,
} from "#lib/analysis/format.ts";
import type { Scorecard } from "#lib/analysis/scorecard-card.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import type { Result } from "#lib/errors/result.ts";
import type { AttributeJson, PatternsJson, RuleJson, WarningJson } from "./answer.ts";
import { clip, section, wrap } from "./lines.ts";
import { scorecardLines } from "./scorecard.ts";

/** What the report says beside the answer. */
export interface Beside {
  /** Who goes well: as the file says, or who stayed. */
  readonly kind: "good" | "stayed";
  /** Everything looked at, and not only what holds. */
  readonly all: boolean;
  readonly leftOut: readonly { readonly heading: string; readonly why: string }[];
  readonly shuffled: ShuffleCheck | null;
  readonly scorecard: Result<Scorecard> | null;
}

const policyWords: Record<PatternsJson["policy"], string> = {
  small: "Too few accounts for combinations: single attributes only.",
  "max-t": "Rules are held against shuffled copies of the data.",
  split: "Rules are found on 60 % of the accounts and tested on the other 40 %.",
};

/** The answer for a person to read, in lines of at most 80 characters. */
export function patternsReport(answer: PatternsJson, beside: Beside): string {
  const { attributes, rules } = answer;
  const holding = attributes.filter(({ verdict }) => verdict === "supported");
  const well = beside.kind === "good" ? "are good" : "had not left";
  const counted = `${formatCounted(answer.accounts, "account")}; ${formatPercent(answer.base)} ${well}.`;
  const examined = `${formatCounted(answer.examined, "pattern")} examined.`;
  return [
    wrap(`${counted} ${examined} ${policyWords[answer.policy]}`, 0).join("\n"),
    ...(answer.policy === "small" ? [] : [rulesSection(rules, beside.kind)]),
    ...attributeSections(attributes, beside),
    ...bewareSection(answer.warnings),
    ...(beside.leftOut.length === 0
      ? []
      : [
          section(
            "Left out",
            beside.leftOut.flatMap(({ heading, why }) => wrap(`${heading}: ${why}`)),
          ),
        ]),
    ...(beside.scorecard === null
      ? []
      : [
          section(
            "Scorecard",
            scorecardLines(beside.scorecard).flatMap((line) => wrap(line)),
          ),
        ]),
    ...(beside.shuffled === null ? [] : [shuffledLine(beside.shuffled, holding.length + rules.length)]),
    `It took ${answer.seconds.total} s. This is what goes together, not what brings it about.`,
  ].join("\n\n");
}

function shuffledLine({ copies, withFindings }: ShuffleCheck, here: number): string {
  const line = `On ${copies} shuffled copies this found something in ${withFindings}; on yours it found ${here}.`;
  return wrap(line, 0).join("\n");
}

function rulesSection(rules: readonly RuleJson[], kind: Beside["kind"]): string {
  const found = rules.filter(({ verdict }) => verdict === "supported").length;
  const heading = found === 0 ? "Rules: none holds" : `Rules: ${found} ${found === 1 ? "holds" : "hold"}`;
  return section(
    heading,
    rules.flatMap((rule) => ruleLines(rule, kind)),
  );
}

const verdictWords: Readonly<Record<string, string>> = {
  suggestive: "suggestive",
  insufficient: "not enough evidence",
  contradicted: "contradicted by the accounts held back",
};

function ruleLines(rule: RuleJson, kind: Beside["kind"]): string[] {
  const again =
    rule.stability === null ? [] : [`found again in ${formatWholePercent(rule.stability)} of resamples`];
  const figures = [
    `${formatPercent(rule.rate)} ${kind} (${formatPercents(rule.low, rule.high)})`,
    formatCounted(rule.n, "account"),
    `adjusted ${formatPEquation(rule.p)}`,
    ...again,
    ...(verdictWords[rule.verdict] === undefined ? [] : [verdictWords[rule.verdict]!]),
  ];
  return [...wrap(`${rule.direction.padEnd(4)}  ${rule.text}`, 8, 2), ...wrap(figures.join(", "), 8)];
}

const mostWithoutFinding = 8;

function attributeSections(attributes: readonly AttributeJson[], { kind, all }: Beside): string[] {
  const of = (verdict: string) => attributes.filter((one) => one.verdict === verdict);
  const holding = of("supported");
  const table = (heading: string, some: readonly AttributeJson[]) =>
    some.length === 0 ? [] : [section(heading, attributeTable(some, kind))];
  const rest = attributes.filter((one) => one.verdict !== "supported" && one.verdict !== "suggestive");
  const none = "Single attributes: none holds. The strongest, without enough evidence";
  return [
    ...table("Single attributes that hold", holding),
    ...table("Suggestive: some evidence, not enough to rely on", of("suggestive")),
    ...(all ? table("Not enough evidence", rest) : []),
    ...(all || holding.length > 0 ? [] : table(none, rest.slice(0, mostWithoutFinding))),
  ];
}

/** One line a level, those of an attribute together. */
function attributeTable(some: readonly AttributeJson[], kind: Beside["kind"]): string[] {
  const names = [...new Set(some.map(({ attribute }) => attribute))];
  const head = tableLine("", kind, "95 % interval", "the rest", "accounts", "adj. p");
  return [
    head,
    ...names.flatMap((name) => [
      ...wrap(name),
      ...some.filter(({ attribute }) => attribute === name).map(levelLine),
    ]),
  ];
}

function levelLine({ level, rate, low, high, restRate, n, q }: AttributeJson): string {
  return tableLine(
    level === "" ? "not recorded" : level,
    formatPercent(rate),
    formatPercents(low, high),
    formatPercent(restRate),
    formatCount(n),
    formatP(q),
  );
}

function tableLine(
  level: string,
  rate: string,
  interval: string,
  rest: string,
  n: string,
  p: string,
): string {
  const cells = [rate.padStart(8), interval.padStart(16), rest.padStart(9), n.padStart(9), p.padStart(8)];
  return `    ${clip(level, 22).padEnd(22)}${cells.join(" ")}`;
}

const bewareOrder: readonly WarningJson["kind"][] = [
  "small",
  "clustering",
  "leakage",
  "spelling",
  "missing",
  "reversal",
  "attenuation",
];
/** More of a kind than this nobody reads. */
const mostOfAKind = 6;

function bewareSection(warnings: readonly WarningJson[]): string[] {
  const lines = bewareOrder.flatMap((kind) => {
    const mine = warnings.filter((one) => one.kind === kind);
    const more = mine.length - mostOfAKind;
    const told = more > 1 ? mine.slice(0, mostOfAKind) : mine;
    return [
      ...told.flatMap(({ text }) => wrap(text, 4, 2)),
      ...(more > 1 ? [`  … and ${more} more like it: --json tells all.`] : []),
    ];
  });
  return lines.length === 0 ? [] : [section("Beware", lines)];
}
