import type { OutcomeFindings, OutcomeTest } from "#lib/analysis/finding.ts";
import { formatCount, formatCounted, formatFixed } from "#lib/analysis/format.ts";
import { methodWords } from "#lib/analysis/method.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import { triedSentence } from "#lib/analysis/sentence.ts";

/** One figure of a screen explained: how it is computed, what it was corrected for, where the method is from. */
export interface Explained {
  readonly figure: string;
  readonly method: string;
  /** Null where there was nothing to correct for. */
  readonly corrected: string | null;
  readonly source: string;
}

/** What people tried before: what is remembered of it, and what no correction can know of. */
function triesBefore(tried: number): Explained[] {
  const definitions: Explained = {
    figure: "Definitions tried",
    method: `${triedSentence(tried)} A definition counts once its findings have been opened while at least half of today’s accounts were in the data.`,
    corrected: `${formatCount(tried)} definitions`,
    source: "Bonferroni",
  };
  const others: Explained = {
    figure: "Not corrected for",
    method:
      "Looking at what another definition would move without saving it, choosing traits by hand, setting accounts aside to see what comes of it, another depth of search on the command line. Trying several and keeping the best is not allowed for there.",
    corrected: null,
    source: "Gelman and Loken 2014",
  };
  return tried > 1 ? [definitions, others] : [others];
}

/** How the figures of the combinations came about (statistics.md); empty where there are too few accounts for any. */
export function explainRules(found: RuleFindings): Explained[] {
  if (found.policy === "small") return [];
  return [
    found.policy === "shuffled" ? shuffledInterval(found) : heldBackInterval(found),
    found.policy === "shuffled" ? shuffledP(found) : heldBackP(found),
    payment(found),
    stability(found),
    {
      figure: "Order",
      method:
        "The lower end of the interval above the base line, times the fourth root of the share of accounts it holds for; of combinations that share six tenths of their accounts one stands for all.",
      corrected: null,
      source: "Weighted covering: Lavrač and others 2004",
    },
    {
      figure: "Warnings",
      method:
        "Each combination is compared again within the levels of every other trait of at most eight levels.",
      corrected: null,
      source: "Mantel and Haenszel 1959; Breslow and Day 1980",
    },
    ...triesBefore(found.tried),
  ];
}

const testSources: Record<OutcomeTest, string> = {
  table: "Wilson 1927; Newcombe 1998; Lancaster 1961",
  "weighted table": "Wilson 1927; Newcombe 1998; Kish 1965",
  "log-rank": "Wilson 1927; Newcombe 1998; Mantel 1966",
  means: "Hall 1992; Welch 1947; Brunner and Munzel 2000; Mann and Whitney 1947",
  scores:
    "Hall 1992; Welch 1947; Brunner and Munzel 2000; Mann and Whitney 1947; Andersen, Klein and Rosthøj 2003",
  events: "Garwood 1936; McCullagh and Nelder 1989; White 1980",
};

const together: Explained = {
  figure: "Accounts of one group",
  method:
    "Intervals by leaving out one group after the other, with Student’s t on the effective number of groups less one; p no smaller than by turning the signs of whole groups.",
  corrected: "accounts of one group being alike",
  source: "Cochran 1977; Korn and Graubard 1998; Carter and others 2017",
};

/** How the figures of the single traits of an outcome came about. */
export function explainTraits(findings: OutcomeFindings): Explained[] {
  const { examined, test, small } = findings;
  const figures: Explained[] = [
    {
      figure:
        findings.measure === "rate" ? "Shares, points and their intervals" : "Means, differences, intervals",
      method: `${methodWords(findings)}.`,
      corrected: null,
      source: testSources[test],
    },
    {
      figure: "Verdict",
      method: `One test a trait over all its levels, ${test === "events" ? "by Bonferroni" : "by permutation of the outcomes"}; within a trait that is told from chance, its levels one by one. Supported up to an adjusted p of 0.025, suggestive up to 0.10.`,
      corrected: `all ${formatCounted(examined, "pattern")} of every outcome`,
      source: "Benjamini and Hochberg 1995; Benjamini and Bogomolov 2014; Holm 1979",
    },
    {
      figure: "Accounts needed",
      method:
        "So many that a difference like the one seen would be found four times in five, alone among the questions asked.",
      corrected: "the questions asked of all traits",
      source: "Normal approximation of the power",
    },
    {
      figure: "Warnings",
      method:
        "Each level is compared again within the levels of every other trait of at most eight; what looks written after the outcome is left out.",
      corrected: null,
      source: "Mantel and Haenszel 1959; Breslow and Day 1980; Clopper and Pearson 1934",
    },
    ...(findings.groups === undefined ? [] : [together]),
    ...triesBefore(findings.tried),
  ];
  if (!small) return figures;
  const few: Explained = {
    figure: "Few accounts",
    method:
      "Only up to ten traits are looked at: those you chose, else those recorded most often and most evenly spread, without a look at any outcome.",
    corrected: null,
    source: "So that chance has few chances",
  };
  return [...figures, few];
}

function shuffledInterval({ examined, critical }: RuleFindings): Explained {
  const z = formatFixed(Math.max(1.96, critical), 2);
  return {
    figure: "Share to expect, and its interval",
    method: `The share counted, less what combinations of its rank gain by being chosen on the accounts they were found on (200 bootstraps); Wilson's interval at z = ${z}, which chance alone reaches in one search of forty.`,
    corrected: `the search over ${formatCounted(examined, "combination")}`,
    source: "Efron 1983; Wilson 1927",
  };
}

function heldBackInterval({ splitBy }: RuleFindings): Explained {
  return {
    figure: "Share, and its interval",
    method: `Of the accounts it was not found on: ${splitBy === "time" ? "those that began later" : "those held back, by the same draw for all"}. Wilson's interval, at the effective number of accounts where they weigh differently or belong together; a mean's by Student's t, allowing for skewness.`,
    corrected: null,
    source: "Wilson 1927",
  };
}

function shuffledP({ examined, permutations }: RuleFindings): Explained {
  return {
    figure: "Adjusted p",
    method: `The whole search again on ${formatCounted(permutations, "copy", "copies")} of the data whose outcomes were dealt out anew: the share of them in which the strongest combination is at least as strong. Ends of ranges that settled between two of those tried do not change it.`,
    corrected: `all ${formatCounted(examined, "combination")}, for good and for poor, and every outcome`,
    source: "Max-T: Westfall and Young 1993",
  };
}

function heldBackP({ rules }: RuleFindings): Explained {
  return {
    figure: "Adjusted p",
    method:
      "The test of the outcome on the accounts held back: Fisher's mid-p for a share, by permuting where accounts weigh for those of whom it is too early to tell; log-rank for retention, within quarters of the start where these are known; Welch and Brunner-Munzel for a mean, quasi-Poisson for events over the time watched.",
    corrected: `every combination tested there (${formatCount(rules.length)}), for good and for poor, and every outcome`,
    source: "Holm 1979",
  };
}

function payment({ selectors, policy }: RuleFindings): Explained {
  return {
    figure: "No idle condition",
    method: `Each condition must make the accounts better than the rule without it does, one-sided mid-p of Fisher's test (of a mean, or where accounts weigh differently, the normal limit of permuting)${policy === "split" ? ", and again on the accounts held back" : ""}.`,
    corrected: `the ${formatCounted(selectors, "condition")} that could have stood in its place, for good and for poor, with every number of conditions`,
    source: "Lancaster 1961; Bonferroni",
  };
}

function stability({ accounts }: RuleFindings): Explained {
  const draws = accounts <= 5_000 ? "200 bootstraps" : "50 subsamples of 5,000 accounts";
  return {
    figure: "Found again",
    method: `The share of ${draws} whose ten best combinations hold one for much the same accounts (Jaccard at least 0.6). Below one half nothing is called supported.`,
    corrected: null,
    source: "In the manner of Meinshausen and Bühlmann 2010",
  };
}

/** What the whole pipeline finds in shuffled copies beside what it found: "On 20 shuffled copies …". */
export function shuffleSentence(check: ShuffleCheck, traits: number, combinations: number): string {
  const found = traits + combinations;
  const parts =
    found === 0
      ? ""
      : ` (${formatCounted(traits, "single trait")}, ${formatCounted(combinations, "combination")})`;
  return `On ${formatCount(check.copies)} copies of your data with shuffled outcomes this found something in ${formatCount(check.withFindings)}; on yours it found ${formatCount(found)}${parts}.`;
}

/** What to make of it: one copy in twenty is what the promised error allows. Null where there is nothing to beware of. */
export function shuffleWarning({ copies, withFindings }: ShuffleCheck): string | null {
  // Two or more of twenty happen to an honest 5 % engine in a quarter of all cases, four or more in one of sixty.
  return withFindings / copies < 0.2
    ? null
    : "More than chance should find in shuffled data: take what is called supported here with care.";
}
