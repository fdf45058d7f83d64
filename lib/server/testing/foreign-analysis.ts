import { defaultOptions } from "#lib/analysis/patterns.ts";
import { askAnalysis, askWider, withGround } from "#lib/server/queries/ask-analysis.ts";
import * as backTests from "#lib/server/queries/load-back-test.ts";
import { loadCountedFrame } from "#lib/server/queries/load-counted-frame.ts";
import { loadFrame, loadFrameWithSetAside } from "#lib/server/queries/load-frame.ts";
import { loadGoodCustomer, previewGoodCustomer } from "#lib/server/queries/load-good-customer.ts";
import * as patterns from "#lib/server/queries/load-patterns.ts";
import * as prospects from "#lib/server/queries/load-prospects.ts";
import { loadQuadrant } from "#lib/server/queries/load-quadrant.ts";
import * as rules from "#lib/server/queries/load-rules.ts";
import * as scorecards from "#lib/server/queries/load-scorecard.ts";
import { measureCriterion } from "#lib/server/queries/measure-criterion.ts";
import { loadSpellings } from "#lib/server/queries/spellings.ts";
import { previewRule, suggestValues } from "#lib/server/queries/suggest-values.ts";
import { takeSnapshot } from "#lib/server/queries/take-snapshot.ts";
import type { CallTable } from "#lib/server/testing/foreign-calls.ts";
import { notFound, nothing, own, pure } from "#lib/server/testing/foreign-calls.ts";
import type { FullWorkspace } from "#lib/server/testing/full-workspace.ts";

const addressIn = ({ pattern }: FullWorkspace) => ({ outcome: "retention", pattern, traits: [] });
const pageIn = (theirs: FullWorkspace) => ({ ...addressIn(theirs), page: 1, perPage: 50 });

/** The exported functions of lib/server/queries that work out or show an analysis, called with another workspace's ids. */
export const analysisCalls: CallTable = {
  "ask-analysis.ts": {
    optionsFor: pure,
    knownAnalysis: "tells only what was answered about the ground it is given, which is the actor's own",
    askWider: nothing((actor, theirs) =>
      withGround(actor, (ground) =>
        askWider(actor, ground, "behind", pageIn(theirs), { name: "same", of: async (frame) => frame }),
      ),
    ),
    withGround: own((actor) => withGround(actor, async (ground) => ground)),
    askAnalysis: nothing((actor, theirs) =>
      withGround(actor, (ground) =>
        askAnalysis(actor, ground, "behind", pageIn(theirs), { ...defaultOptions, chosen: null }),
      ),
    ),
  },
  "definition-tries.ts": {
    countDefinitionTry:
      "counts under the workspace of its transaction; row-level security lets it write no other",
    nameOfDefinition: pure,
  },
  "draft-figures.ts": {
    outcomesOf: pure,
    sidesOf: pure,
    baseRate: pure,
    figuresOfRule: pure,
    goodButRejected: pure,
    snapshotOf: pure,
  },
  "load-counted-frame.ts": {
    exclusionKey: pure,
    leaveOut: pure,
    loadCountedFrame: own((actor) => loadCountedFrame(actor)),
  },
  "load-back-test.ts": {
    loadBackTest: own((actor) => backTests.loadBackTest(actor, "draft")),
    workOnBackTest: own((actor) => backTests.workOnBackTest(actor)),
    holdoutFor: own((actor) => backTests.holdoutFor(actor, "found")),
  },
  "load-frame.ts": {
    loadFrame: own((actor) => loadFrame(actor)),
    loadFrameIn: "reads for loadFrame, which is tried for itself",
    loadFrameWithSetAside: own((actor) => loadFrameWithSetAside(actor)),
  },
  "load-good-customer.ts": {
    loadGoodCustomer: own((actor) => loadGoodCustomer(actor)),
    previewGoodCustomer: own((actor) =>
      previewGoodCustomer(actor, {
        outcomes: [{ outcome: "retention", poor: 0, good: 12, weight: 1 }],
        cut: 0.5,
        cohort: { from: null, to: null },
        horizonMonths: 12,
      }),
    ),
  },
  "load-patterns.ts": {
    loadPatterns: [
      ...own((actor) => patterns.loadPatterns(actor)),
      ...own((actor, { attribute }) => patterns.loadPatterns(actor, [attribute])),
    ],
    loadPattern: nothing((actor, theirs) => patterns.loadPattern(actor, addressIn(theirs))),
    loadPatternEvidence: nothing((actor, theirs) => patterns.loadPatternEvidence(actor, addressIn(theirs))),
    loadPatternAccounts: nothing((actor, theirs) =>
      patterns.loadPatternAccounts(actor, addressIn(theirs), 1),
    ),
  },
  "load-prospects.ts": {
    hasLooseDeals: own((actor) => prospects.hasLooseDeals(actor)),
    withProspects: nothing(async (actor, { owner }) =>
      prospects.withProspects(actor, (await loadFrame(owner)).frame),
    ),
  },
  "load-scorecard.ts": {
    loadScorecard: own((actor) => scorecards.loadScorecard(actor)),
    workOnScorecard: own((actor) => scorecards.workOnScorecard(actor)),
  },
  "load-quadrant.ts": { loadQuadrant: own((actor) => loadQuadrant(actor)) },
  "load-rules.ts": {
    loadRules: own((actor) => rules.loadRules(actor, "retention")),
    loadSettledRules: own((actor) => rules.loadSettledRules(actor, "retention")),
    loadShuffleCheck: own((actor) => rules.loadShuffleCheck(actor, "retention")),
    loadRuleEvidence: nothing((actor, { attribute }) =>
      rules.loadRuleEvidence(actor, "retention", JSON.stringify([{ attribute, operator: "is known" }])),
    ),
  },
  "measure-criterion.ts": {
    measureCriterion: notFound((actor, { criterion }) => measureCriterion(actor, criterion)),
  },
  "spellings.ts": { loadSpellings: own((actor) => loadSpellings(actor)) },
  "suggest-values.ts": {
    suggestValues: own((actor, { attribute }) => suggestValues(actor, attribute)),
    previewRule: own((actor, { attribute }) =>
      previewRule(actor, [{ attribute, operator: "equals", value: "Pro" }]),
    ),
  },
  "with-merges.ts": { withMerges: "is given the frame, and changes only it by what its workspace has said" },
  "take-snapshot.ts": { today: pure, takeSnapshot: own((actor) => takeSnapshot(actor, [], null)) },
};
