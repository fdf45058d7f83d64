import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import type { Rule } from "#lib/analysis/search/rule.ts";
import { plantedRules, plantedTable } from "#lib/analysis/search/support/planted.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import type { PatternsJson, RuleJson } from "../../cli/answer.ts";
import { readPatternsArguments } from "../../cli/arguments.ts";
import { runPatterns } from "../../cli/patterns.ts";
import { needTables, withSynth } from "./engine-data.ts";
import type { Measurement } from "./measurement.ts";

/** Rules planted in 100,000 accounts: how many of them are not found first, unpadded, near the truth and supported. */
export async function benchPlanted(): Promise<Measurement[]> {
  needTables();
  const own = [1, 2, 3].map((seed) => ({
    figure: `planted rules missed, seed ${seed}`,
    value: missedInOwn(seed),
    goal: 0,
  }));
  const synth = await withSynth(async (file) => {
    const words = [file, "--good", "good=yes", "--ignore", "expansion_pct", "--json"];
    const answer = JSON.parse(await runPatterns(readPatternsArguments(words, "/"))) as PatternsJson;
    return missedInSynth(answer.rules);
  });
  return [{ figure: "planted rules missed, synth", value: synth, goal: 0 }, ...own];
}

type Ends = readonly [from: number | null, to: number | null];

const near = (found: unknown, truth: number | null) =>
  truth === null ? found === null : typeof found === "number" && Math.abs(found - truth) <= truth / 4;

/** A rule of exactly these conditions: a word, or the ends of a range. */
type Wanted = Readonly<Record<string, string | Ends>>;

function missedInSynth(rules: readonly RuleJson[]): number {
  const is = (rule: RuleJson | undefined, wanted: Wanted) =>
    rule !== undefined &&
    rule.verdict === "supported" &&
    rule.conditions.length === Object.keys(wanted).length &&
    rule.conditions.every(({ attribute, value }) => matches(wanted[attribute], value));
  const good = rules.find((rule) => rule.direction === "good");
  const poor = rules.find((rule) => rule.direction === "poor");
  const a = is(good, { industry: "SaaS", has_security_owner: "yes", employees: [200, 1000] });
  const b = is(poor, { industry: "Retail", employees: [null, 100] });
  return Number(!a) + Number(!b);
}

function matches(wanted: string | Ends | undefined, value: unknown): boolean {
  if (wanted === undefined) return false;
  if (typeof wanted === "string") return value === wanted;
  return Array.isArray(value) && near(value[0], wanted[0]) && near(value[1], wanted[1]);
}

function missedInOwn(seed: number): number {
  const { frame, target } = plantedTable({ rows: 100_000, seed, noise: 36, rules: true });
  const prepared = prepareFrame(frame);
  const options = {
    seed: 1,
    maxConditions: 3,
    kernel: loadKernel(),
    clusters: null,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
  };
  const { rules } = settleRules(prepared, gatherEvidence(prepared, target, options), options);
  const supported = rules.filter((rule) => rule.verdict === "supported");
  const { good, poor } = plantedRules;
  const is = (rule: Rule | undefined, wanted: Wanted) =>
    rule !== undefined &&
    rule.when.length === Object.keys(wanted).length &&
    rule.when.every((condition) => matches(wanted[condition.attribute], writtenIn(condition)));
  const a = is(
    supported.find((rule) => rule.direction === "good"),
    { sector: good.sector, people: good.people, data_team: good.team },
  );
  const b = is(
    supported.find((rule) => rule.direction === "poor"),
    { sector: poor.sector, budget: poor.budget },
  );
  return Number(!a) + Number(!b);
}

function writtenIn(condition: Condition): unknown {
  if (condition.operator === "between") return [condition.value.from, condition.value.to];
  return condition.operator === "equals" ? condition.value : null;
}
