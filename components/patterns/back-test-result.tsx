import type { BackTest, NoBackTest } from "#lib/analysis/back-test/back-test.ts";
import { gainShares } from "#lib/analysis/back-test/gain.ts";
import {
  explainBackTest,
  foretoldWord,
  sayBackTest,
  sayBeside,
  sayGain,
  sayScore,
} from "#lib/analysis/back-test/say.ts";
import {
  formatCount,
  formatCounted,
  formatFixed,
  formatWholePercent,
  keepPercents,
} from "#lib/analysis/format.ts";
import { ruleWords } from "#lib/analysis/search/rule-sentence.ts";
import { GainCurve } from "../charts/gain-curve";
import { MissedCustomers } from "../document/missed-customers";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { Stat } from "../ui/stat";
import { HowComputed } from "./how-computed";

interface Missed {
  count: number;
  some: readonly { id: string; name: string }[];
}

/** What came of trying the rules: in words, in figures, as a curve, and by name whom they would have missed. */
export function BackTestResult({
  result,
  missed,
  accounts,
  aside,
}: {
  result: BackTest;
  missed: Missed;
  /** Where an account's page is; its id follows. */
  accounts: string;
  /** What to beware of, said before anything else. */
  aside: React.ReactNode;
}) {
  const { figures, gain, attribute, subject } = result;
  const beside = sayBeside(result);
  const score = sayScore(result);
  const name = subject === "draft" ? "the draft’s rules" : "rules found";
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0 space-y-5">
        <p className="max-w-3xl font-serif text-xl leading-snug">{keepPercents(sayBackTest(result))}</p>
        {score && <p className="max-w-3xl">{keepPercents(score)}</p>}
        {beside && <p className="max-w-3xl">{keepPercents(beside)}</p>}
        {aside}
        <GainCurve
          sentence={keepPercents(sayGain(result))}
          points={gainShares.map((share, i) => ({
            share,
            found: gain.curve[i]!,
            beside: gain.attribute?.[i] ?? null,
          }))}
          name={name}
          besideName={attribute === null ? null : `${attribute} alone`}
          taken={
            figures.taken === 0 || figures.recall === null
              ? null
              : { share: gain.share, found: figures.recall.value }
          }
          {...(isWeighted(result) ? { note: weightedNote } : {})}
        />
        <HowComputed figures={explainBackTest(result)} />
      </div>
      <div className="space-y-5">
        <Card title="In figures">
          <Figures result={result} />
          <MissedCustomers missed={missed} accounts={accounts} />
        </Card>
        {result.found.length > 0 && <Found found={result.found} />}
      </div>
    </div>
  );
}

/** Shares that are not those of the plain counts, which whoever divides them would miss. */
const weightedNote =
  "The shares allow for customers it is too early to tell: they are not those of the plain counts.";

const isWeighted = ({ figures, gain }: BackTest): boolean =>
  Math.abs(gain.share - figures.taken / figures.n) > 0.005;

function Figures({ result }: { result: BackTest }) {
  const { precision, recall, lift, base } = result.figures;
  const word = foretoldWord(result);
  const range = ({ low, high }: { low: number; high: number }) =>
    keepPercents(`${formatWholePercent(low).replace(" %", "")} to ${formatWholePercent(high)}`);
  return (
    <div className="grid grid-cols-2 gap-4">
      {precision && (
        <Stat figure={formatWholePercent(precision.value)}>
          of those taken are {word} ({range(precision)}); of all {formatWholePercent(base.value)}
        </Stat>
      )}
      {recall && (
        <Stat figure={formatWholePercent(recall.value)}>
          of those who are {word} are taken ({range(recall)})
        </Stat>
      )}
      {lift && (
        <Stat figure={`${formatFixed(lift.value, 2)}×`}>
          what chance would take ({formatFixed(lift.low, 2)} to {formatFixed(lift.high, 2)})
        </Stat>
      )}
    </div>
  );
}

/** Rules that stand open; the others are a click away. */
const shownRules = 6;

function Found({ found }: { found: BackTest["found"] }) {
  const more = found.length - shownRules;
  return (
    <Card title={`${formatCounted(found.length, "rule")} found before`}>
      <FoundRules found={found.slice(0, shownRules)} />
      {more > 0 && (
        <details className="mt-2 text-sm">
          <summary className="cursor-pointer text-muted hover:text-ink">{formatCount(more)} more</summary>
          <div className="mt-2">
            <FoundRules found={found.slice(shownRules)} />
          </div>
        </details>
      )}
    </Card>
  );
}

function FoundRules({ found }: { found: BackTest["found"] }) {
  return (
    <ul className="space-y-2 text-sm">
      {found.map((rule) => (
        <li key={JSON.stringify(rule.when)}>
          {ruleWords(rule)}
          <span className="block text-muted">
            {rule.direction === "good" ? "fits" : "does not fit"}, {formatWholePercent(rule.observed.value)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const nothing: Record<NoBackTest, { title: string; words: string }> = {
  "no rules": {
    title: "The draft has no rules yet",
    words: "Put a pattern into the draft, or write a rule there, and try it here.",
  },
  "nothing found": {
    title: "The search finds nothing without them",
    words:
      "Among the customers it may look at, no combination does better or worse than chance alone would bring about. So there is nothing to try.",
  },
  "too few": {
    title: "Too few of one kind",
    words: "Fewer than five are good, or fewer than five are not: no rule can be tried on them.",
  },
};

export function NothingToTry({ why }: { why: NoBackTest }) {
  const { title, words } = nothing[why];
  return <Notice title={title}>{words}</Notice>;
}
