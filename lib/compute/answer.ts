import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { compareFindings } from "#lib/analysis/compare-findings.ts";
import { findingsBehind } from "#lib/analysis/foretold.ts";
import { judgeAccounts } from "#lib/analysis/good-customer.ts";
import { growingWithAge } from "#lib/analysis/grows-with-age.ts";
import { gutCheck } from "#lib/analysis/gut-check.ts";
import { lateUnder } from "#lib/analysis/late-entry.ts";
import { accountsBehind } from "#lib/analysis/members.ts";
import { patternDetail } from "#lib/analysis/pattern-detail.ts";
import type { Analysis } from "#lib/analysis/patterns.ts";
import { quadrantOf } from "#lib/analysis/quadrant/quadrant.ts";
import type { Aside } from "#lib/analysis/search/aside.ts";
import { analyseGrouped } from "#lib/analysis/search/grouped.ts";
import { suggestCards, suggestDefinition } from "#lib/analysis/suggest-definition.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { answerBackTest, answerTrial } from "#lib/compute/answer-back-test.ts";
import { answerRules, answerSettledRules, answerShuffleCheck } from "#lib/compute/answer-rules.ts";
import { answerScorecard } from "#lib/compute/answer-scorecard.ts";
import type {
  About,
  Answer,
  DetailAnswer,
  GoodCustomerAnswer,
  Kind,
  PageBehind,
  Question,
  Questions,
  Tick,
} from "#lib/compute/question.ts";

/** Analyses already made of the frames at hand, so that a pattern's details do not need a new one. */
export type AnalysisMemory = Map<string, Analysis>;

const mostRemembered = 12;

/** Answers one question from its frame; remembers analyses in `memory`, and may use a second thread for searches. Pure but for that memory. */
export function answerQuestion<K extends Kind>(
  question: Question<K>,
  frame: Frame,
  memory: AnalysisMemory,
  tick: Tick = () => {},
  aside: Aside | null = null,
): Answer<K> {
  return answerAny(question as Question, frame, memory, tick, aside) as Answer<K>;
}

function answerAny(
  question: Question,
  frame: Frame,
  memory: AnalysisMemory,
  tick: Tick,
  aside: Aside | null,
): Answer<Kind> {
  const { about } = question;
  const definition = about.definition ?? suggestDefinition(frame);
  const analysed = (of: Definition | null) => remembered(memory, frame, of, about);
  const ruleGround = () => ({
    frame,
    definition,
    analysis: analysed(definition),
    seed: about.options.seed,
    tried: about.options.tried,
    aside,
  });
  switch (question.kind) {
    case "definition":
      return definition;
    case "analysis":
      return analysed(definition);
    case "detail":
      return detailOf(frame, definition, analysed(definition), question.outcome, question.pattern);
    case "behind":
      return behind(frame, definition, question);
    case "goodCustomer":
      return goodCustomer(frame, definition, question.before, analysed);
    case "rules":
      return answerRules(ruleGround(), question);
    case "settledRules":
      return answerSettledRules(ruleGround(), question, tick);
    case "shuffleCheck":
      return answerShuffleCheck(ruleGround(), question, tick);
    case "scorecard":
      return answerScorecard(ruleGround(), question, tick);
    case "quadrant":
      return quadrantOf(frame, definition, about.options);
    case "trial":
      return answerTrial(ruleGround());
    case "backTest":
      return answerBackTest(ruleGround(), question, tick);
  }
}

function behind(
  frame: Frame,
  definition: Definition | null,
  { outcome, pattern, page, perPage }: Questions["behind"]["ask"],
): PageBehind | null {
  const all = accountsBehind(frame, definition, outcome, pattern);
  if (all === null) return null;
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const shown = Math.min(pages, Math.max(1, page));
  const accounts = all.slice((shown - 1) * perPage, shown * perPage);
  return { total: all.length, page: shown, pages, accounts };
}

function detailOf(
  frame: Frame,
  definition: Definition | null,
  analysis: Analysis,
  outcome: string,
  id: string,
): DetailAnswer | null {
  const findings = analysis.outcomes.find((candidate) => candidate.outcome === outcome);
  const attribute = findings?.attributes.find(({ patterns }) =>
    patterns.some((pattern) => pattern.id === id),
  );
  const pattern = attribute?.patterns.find((candidate) => candidate.id === id);
  if (findings === undefined || attribute === undefined || pattern === undefined) return null;
  return { attribute, pattern, detail: patternDetail(frame, definition, findings, pattern) };
}

function remembered(
  memory: AnalysisMemory,
  frame: Frame,
  definition: Definition | null,
  about: About,
): Analysis {
  const key = JSON.stringify([about.frameKey, definition, about.options]);
  const known = memory.get(key);
  if (known !== undefined) return known;
  const analysis = analyseGrouped(frame, definition, about.options);
  memory.set(key, analysis);
  const oldest = memory.keys().next().value;
  if (memory.size > mostRemembered && oldest !== undefined) memory.delete(oldest);
  return analysis;
}

function goodCustomer(
  frame: Frame,
  definition: Definition | null,
  before: Definition | null,
  analysed: (definition: Definition | null) => Analysis,
): GoodCustomerAnswer {
  const customers = frame.accountIds.length;
  const cards = suggestCards(frame);
  const suggested = suggestDefinition(frame);
  const dated = frame.startDays?.some((day) => !Number.isNaN(day)) ?? false;
  const late = lateUnder(frame, definition);
  const growing = growingWithAge(frame, definition);
  if (definition === null)
    return {
      customers,
      definition,
      suggested,
      cards,
      counts: null,
      check: null,
      movement: null,
      dated,
      late,
      growing,
    };
  const judged = judgeAccounts(frame, definition);
  const findings = (of: Definition) => findingsBehind(analysed(of).outcomes, goodCustomerOutcome);
  const changed = before !== null && JSON.stringify(before) !== JSON.stringify(definition);
  const [old, now] = changed ? [findings(before), findings(definition)] : [undefined, undefined];
  return {
    customers,
    definition,
    suggested,
    cards,
    counts: judged.counts,
    check: gutCheck(frame, judged),
    movement: old === undefined || now === undefined ? null : compareFindings(old, now),
    dated,
    late,
    growing,
  };
}
