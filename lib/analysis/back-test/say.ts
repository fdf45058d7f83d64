import type { BackTest, Division } from "#lib/analysis/back-test/back-test.ts";
import { gainShares } from "#lib/analysis/back-test/gain.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import {
  formatCount,
  formatCounted,
  formatFixed,
  formatMonths,
  formatWholePercent,
} from "#lib/analysis/format.ts";
import type { Explained } from "#lib/analysis/how-computed.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { sayDate } from "#lib/criteria/words.ts";

/** "good", "customers for 12 months" or "still customers": what the accounts of an outcome are called. */
export function foretoldWord({ outcome, months }: Pick<BackTest, "outcome" | "months">): string {
  if (outcome === goodCustomerOutcome) return "good";
  return months === null ? "still customers" : `customers for ${formatMonths(months)}`;
}

const between = ({ low, high }: Estimate): string =>
  `${formatWholePercent(low).replace(" %", "")} to ${formatWholePercent(high)}`;

/** "1.3 times (1.2 to 1.5)". */
const sayLift = ({ value, low, high }: Estimate): string =>
  `${formatFixed(value, 2)} times (${formatFixed(low, 2)} to ${formatFixed(high, 2)})`;

/** What the rules come to, in words: whom they take, how those did beside all, how many of the good ones they find. */
export function sayBackTest(result: BackTest): string {
  const { figures, rounds } = result;
  const { n, taken, base, precision, recall, lift } = figures;
  const word = foretoldWord(result);
  if (precision === null) return `They would take none of the ${formatCounted(n, "customer")}.`;
  const corrected = rounds > 0 ? ", after taking off what choosing on the same customers flatters" : "";
  const start = `Of the ${formatCounted(taken, "customer")} they would take, ${formatWholePercent(precision.value)} are ${word} (${between(precision)})${corrected}; of all ${formatCount(n)}, ${formatWholePercent(base.value)}.`;
  const times = lift === null ? "" : ` That is ${sayLift(lift)} what chance would take${liftWord(lift)}.`;
  const found =
    recall === null
      ? ""
      : ` They find ${formatWholePercent(recall.value)} of those who are ${word} (${between(recall)}).`;
  return `${start}${times}${found}`;
}

function liftWord({ low, high }: Estimate): string {
  if (low > 1) return "";
  return high < 1 ? ": worse than chance" : "; it cannot be told from chance";
}

/** The rules beside the best single attribute taking as many; null where there is none. */
export function sayBeside(result: BackTest): string | null {
  const { attribute, gain, division } = result;
  if (attribute === null || gain.beside === null) return null;
  const { precision, difference } = gain.beside;
  const points = (share: number) => formatFixed(Math.abs(share) * 100, 0);
  const chosen =
    division === null
      ? "told most of these same customers, which flatters it"
      : "told most without these customers";
  const start = `Taking as many by ${attribute} alone, the single trait that ${chosen}, ${formatWholePercent(precision)} would be ${foretoldWord(result)}`;
  if (difference.low > 0)
    return `${start}: ${points(difference.value)} points fewer (${points(difference.low)} to ${points(difference.high)}).`;
  if (difference.high < 0)
    return `${start}: ${points(difference.value)} points more (${points(difference.high)} to ${points(difference.low)}).${division === null ? "" : " The rules are worse than one trait."}`;
  if (difference.low > -0.005 && difference.high < 0.005)
    return `${start}, and the rules do neither better nor worse.`;
  return `${start}. The rules cannot be told from that one trait: the difference lies between ${formatFixed(difference.low * 100, 0)} and ${formatFixed(difference.high * 100, 0)} points.`;
}

/** What the rules come to by the score; null where the definition is not measured by it. */
export function sayScore({ score }: BackTest): string | null {
  if (score === null) return null;
  const { taken, others, difference } = score;
  const points = (value: number) => formatFixed(value, 0);
  const range = ({ low, high }: Estimate) => `${points(low)} to ${points(high)}`;
  const start = `By the score of 0 to 100, those they would take come to ${points(taken.value)} on average (${range(taken)}), the others to ${points(others.value)} (${range(others)})`;
  if (difference.low <= 0 && difference.high >= 0)
    return `${start}: no difference that can be told from chance.`;
  return `${start}: ${points(Math.abs(difference.value))} points ${difference.value > 0 ? "more" : "less"}.`;
}

/** The gain curve in words, at the half. */
export function sayGain(result: BackTest): string {
  const { gain } = result;
  const half = gain.curve[gainShares.indexOf(0.5)]!;
  return `The half that they would take first holds ${formatWholePercent(half.value)} of those who are ${foretoldWord(result)} (${between(half)}); a half taken by chance holds 50 %.`;
}

/** Who is held back, in words. */
export function sayDivision({ by, from, training, held, kin }: Division): string {
  const day = from === null ? "" : sayDate(from);
  const related =
    kin === 0
      ? ""
      : ` ${formatCounted(kin, "more customer")} who began then ${kin === 1 ? "is" : "are"} left out: others of their group are among those who began before.`;
  return by === "time"
    ? `${formatCounted(held, "customer")} who began on ${day} or later are held back; patterns and choices rest on the ${formatCount(training)} who began before.${related}`
    : `${formatCounted(held, "customer")} are held back, drawn by chance; patterns and choices rest on the other ${formatCount(training)}.`;
}

/** How the figures came about; for those who ask. */
export function explainBackTest(result: BackTest): Explained[] {
  const { rounds, division, attribute, found } = result;
  const interval: Explained =
    rounds > 0
      ? {
          figure: "Share, found, times chance",
          method: `Everything chosen anew on ${formatCount(rounds)} draws of the customers; what the choice gains on the draw over the customers as they are is taken off. The interval repeats the whole correction on draws of its own, and is never narrower than that of as many customers whom nobody chose by.`,
          corrected: "the optimism of being tried on the customers it was chosen by",
          source:
            "Efron and Gong 1983; Harrell, Lee and Mark 1996; Noma and others 2021; Donner and Zou 2012",
        }
      : {
          figure: "Share, found, times chance",
          method:
            "Good among those taken (precision), taken among the good (recall), each with Wilson's interval, weighted for those whom it is too early to tell; the ratio to what chance would take with an interval made of those of the customers taken and not taken.",
          corrected: null,
          source: "Wilson 1927; Kish 1965; Donner and Zou 2012",
        };
  const held: Explained[] =
    division === null
      ? []
      : [
          {
            figure: "Held back",
            method:
              division.by === "time"
                ? `The later 40 % of the customers whose outcome is known${division.kin > 0 ? ", without those of whose group others began before" : ""}; what became of the earlier ones is taken as known today. Weights are fitted in each part apart.`
                : "40 % of the customers, drawn by their ids and a fixed seed, those of one group together: to divide them by time nearly all would need a start date, and groups would have to begin on one side of it.",
            corrected: null,
            source: "Each set of rules tried on them counts as one look",
          },
        ];
  const best: Explained[] =
    attribute === null
      ? []
      : [
          {
            figure: "Best single trait",
            method: `The trait whose levels foretell best by five-fold cross-validated log-loss, among ${division === null ? "the same customers: what that flatters is not taken off" : "the customers that were not held back"}.`,
            corrected: division === null ? null : "nothing it could have seen of those held back",
            source: "Stone 1974",
          },
        ];
  const rules: Explained[] =
    found.length === 0
      ? []
      : [
          {
            figure: "Whom found rules take",
            method:
              "Every customer takes the rate that the strongest rule holding for it had before; above the rate of all it is taken.",
            corrected: null,
            source: "Decision list: Rivest 1987",
          },
        ];
  const curve: Explained = {
    figure: "Gain curve",
    method:
      rounds > 0
        ? "What choosing on the same customers flatters is taken off at every share, with the interval of the whole correction repeated."
        : "Band and difference by 400 Poisson draws of the customers, the same for both curves; where no good one is left, by what those left may still hold.",
    corrected: rounds > 0 ? "the optimism of being tried on the customers it was chosen by" : null,
    source: rounds > 0 ? "Noma and others 2021" : "Hanley and MacGibbon 2006",
  };
  return [...stayingOf(result), interval, ...scoreOf(result), ...held, ...best, ...rules, curve];
}

/** What having stayed means; nothing for a good customer, whose definition says it. */
function stayingOf({ outcome, months }: BackTest): Explained[] {
  if (outcome === goodCustomerOutcome) return [];
  const method =
    months === null
      ? "Who is still a customer at the export, however long ago they began: of the young that says little."
      : `Who was still a customer after ${formatMonths(months)}. Those who began later, and are still there, are not known yet: others of the same time stand for them by weights (inverse probability of being cut off), fitted in each part apart.`;
  const source = months === null ? "The file" : "Robins and Rotnitzky 1992; Uno and others 2007";
  return [{ figure: "Staying", method, corrected: null, source }];
}

function scoreOf({ score }: BackTest): Explained[] {
  if (score === null) return [];
  return [
    {
      figure: "Score",
      method: `Means over ${formatCounted(score.n, "customer")} held back, those included of whom it is too early to tell: staying by the pseudo-observations of either group's own curve, Student's interval.`,
      corrected: null,
      source: "Andersen, Klein and Rosthøj 2003",
    },
  ];
}
