import { formatCount } from "#lib/analysis/format.ts";
import type { VerdictShapeWord } from "../ui/verdict-word";
import { VerdictWord } from "../ui/verdict-word";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import type { Figures } from "./figures";
import { BaseLine, type Direction, IntervalMark, Strip, Ticks } from "./marks";
import { type Estimate, formatInterval, formatValue, type Measure, scaleFor } from "./measure";
import type { Scale } from "./scale";

export interface RuleMark {
  readonly id: string;
  /** Where on the page the rule is told in full. */
  readonly href: string;
  readonly words: string;
  readonly n: number;
  /** What to expect, with its interval. */
  readonly expected: Estimate;
  readonly rest: number;
  readonly word: VerdictShapeWord;
  readonly direction: Direction;
}

const columns =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_8.5rem_3.25rem_6rem]";

/** One row a rule on one scale: what to expect of its accounts with the interval, the rest, and the line of all. */
export function RuleForest({
  sentence,
  rules,
  base,
  baseName,
  measure,
  name,
}: {
  sentence: string;
  rules: readonly RuleMark[];
  base: number;
  /** What the line of all is called: "all 61.0 %". */
  baseName: string;
  measure: Measure;
  name: string;
}) {
  if (rules.length === 0) return <NothingToDraw>No combination is worth a picture.</NothingToDraw>;
  const values = rules.flatMap(({ expected, rest }) => [expected.low, expected.high, expected.value, rest]);
  const scale = scaleFor(measure, [base, ...values], 4);
  return (
    <ChartFrame sentence={sentence} figures={figuresOf(rules, measure)} name={name}>
      <div className={`${columns} text-2xs`} aria-hidden="true">
        <span className="hidden md:block" />
        <div className="relative col-span-2 h-8 md:col-span-1">
          <Ticks scale={scale} measure={measure} />
          <span
            className="absolute top-4 whitespace-nowrap"
            style={{ left: `${scale.at(base)}%`, transform: `translateX(-${scale.at(base)}%)` }}
          >
            {baseName}
          </span>
        </div>
        <span className="hidden self-end text-right text-muted md:block">to expect</span>
        <span className="hidden self-end text-right text-muted md:block">n</span>
      </div>
      <ol className="border-y border-line">
        {rules.map((rule) => (
          <Row key={rule.id} rule={rule} scale={scale} base={base} measure={measure} />
        ))}
      </ol>
    </ChartFrame>
  );
}

function Row({
  rule,
  scale,
  base,
  measure,
}: {
  rule: RuleMark;
  scale: Scale;
  base: number;
  measure: Measure;
}) {
  const { expected, word, direction } = rule;
  const said = `${formatValue(measure, expected.value)} (${formatInterval(measure, expected)})`;
  return (
    <li className={`${columns} border-t border-line/60 first:border-t-0`}>
      <a href={rule.href} className="relative py-1.5 leading-snug wrap-anywhere hover:underline">
        {rule.words}
        <span className="sr-only">
          : {said}, the rest {formatValue(measure, rule.rest)}
        </span>
      </a>
      <div className="order-last col-span-2 md:order-none md:col-span-1 md:self-stretch">
        <Strip height={28}>
          <BaseLine scale={scale} base={base} />
          <IntervalMark
            scale={scale}
            inside={expected}
            rest={rule.rest}
            word={word}
            direction={word === "insufficient" ? "none" : direction}
          />
        </Strip>
      </div>
      <span className="hidden text-right text-sm whitespace-nowrap tabular-nums md:block">
        {formatValue(measure, expected.value)}
      </span>
      <span className="hidden text-right text-sm text-muted tabular-nums md:block">
        {formatCount(rule.n)}
      </span>
      <span className="text-right md:text-left">
        <VerdictWord word={word} direction={direction} className="text-xs" />
        <span className="block text-xs text-muted tabular-nums md:hidden">{`n ${formatCount(rule.n)}`}</span>
      </span>
    </li>
  );
}

function figuresOf(rules: readonly RuleMark[], measure: Measure): Figures {
  const format = (value: number) => formatValue(measure, value);
  return {
    columns: [
      { label: "Combination" },
      { label: "n", format: formatCount },
      { label: "To expect", format },
      { label: "Low", format },
      { label: "High", format },
      { label: "The rest", format },
      { label: "Verdict" },
    ],
    rows: rules.map(({ words, n, expected, rest, word }) => [
      words,
      n,
      expected.value,
      expected.low,
      expected.high,
      rest,
      word,
    ]),
  };
}
