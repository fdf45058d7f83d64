import type { Definition } from "#lib/accounts/definition.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import type { Change } from "#lib/icp/change.ts";
import { contentOf, type IcpContent } from "#lib/icp/content.ts";
import { diffCriteria } from "#lib/icp/diff-criteria.ts";
import { diffEntries } from "#lib/icp/diff-entries.ts";
import { emptyDocument } from "#lib/icp/document.ts";
import { sayCard, sayDefinition } from "#lib/icp/say-definition.ts";
import { sayBet, sayLine, sayMember, sayVoice } from "#lib/icp/say-entries.ts";

/** The changes of one section of the document. */
export interface SectionChanges {
  readonly title: string;
  readonly changes: readonly Change[];
}

/**
 * What became of one content in another, in words, by section and in the order of the document. Empty where
 * nothing changed. `before` is null for a first version, of which everything is new.
 */
export function diffContents(before: IcpContent | null, after: IcpContent): readonly SectionChanges[] {
  const old = before ?? nothing;
  const prose = (
    title: string,
    part: "profile" | "currentTruth" | "useCase" | "urgency" | "maturity" | "buyingMotion",
  ) => ({
    title,
    changes: diffText(title, old[part], after[part]),
  });
  const sections: SectionChanges[] = [
    prose("Profile", "profile"),
    prose("Current truth", "currentTruth"),
    { title: "Good customer", changes: diffDefinition(old.definition, after.definition) },
    { title: "Criteria", changes: diffCriteria(old.criteria, after.criteria) },
    prose("Use case", "useCase"),
    prose("Urgency", "urgency"),
    prose("Maturity", "maturity"),
    prose("Buying motion", "buyingMotion"),
    { title: "Buying committee", changes: diffEntries(old.committee, after.committee, sayMember) },
    { title: "Pains, goals and values", changes: diffEntries(old.voices, after.voices, sayVoice) },
    { title: "Triggers", changes: diffEntries(old.triggers, after.triggers, sayLine("Trigger")) },
    {
      title: "Success conditions",
      changes: diffEntries(old.successConditions, after.successConditions, sayLine("Success condition")),
    },
    { title: "Bets", changes: diffEntries(old.bets, after.bets, sayBet) },
  ];
  return sections.filter((one) => one.changes.length > 0);
}

const nothing = contentOf(emptyDocument());

function diffText(title: string, before: string, after: string): Change[] {
  if (before.trim() === after.trim()) return [];
  if (before.trim() === "") return [{ kind: "added", sentence: `${title} was written.`, after }];
  if (after.trim() === "") return [{ kind: "removed", sentence: `${title} was taken out.`, before }];
  return [{ kind: "changed", sentence: `${title} was rewritten.`, before, after }];
}

function diffDefinition(before: Definition | null, after: Definition | null): Change[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (!after) return [{ kind: "removed", sentence: "The definition of a good customer was taken out." }];
  if (!before) {
    return sayDefinition(after).map((sentence): Change => ({ kind: "added", sentence }));
  }
  return [...diffCards(before, after), ...diffTerms(before, after)];
}

function diffCards(before: Definition, after: Definition): Change[] {
  const said = (definition: Definition, outcome: string) => {
    const card = definition.outcomes.find((one) => one.outcome === outcome);
    return card ? sayCard(card) : null;
  };
  const outcomes = new Set([...before.outcomes, ...after.outcomes].map((one) => one.outcome));
  return [...outcomes].flatMap((outcome): Change[] => {
    const [old, now] = [said(before, outcome), said(after, outcome)];
    if (old === now) return [];
    if (old === null) return [{ kind: "added", sentence: `New outcome. ${now}` }];
    if (now === null) return [{ kind: "removed", sentence: `No longer an outcome. ${old}` }];
    return [{ kind: "changed", sentence: `Now: ${now} Before: ${old}` }];
  });
}

/** Weights, cut, cohort and horizon: whatever the definition says besides its outcomes. */
function diffTerms(before: Definition, after: Definition): Change[] {
  const terms = (definition: Definition) => {
    const cards = new Set(definition.outcomes.map(sayCard));
    return sayDefinition(definition).filter((sentence) => !cards.has(sentence));
  };
  const [old, now] = [terms(before), terms(after)];
  const added = now.filter((sentence) => !old.includes(sentence));
  const removed = old.filter((sentence) => !now.includes(sentence));
  return [
    ...added.map((sentence): Change => ({ kind: "changed", sentence: `Now: ${sentence}` })),
    ...removed.map((sentence): Change => ({ kind: "changed", sentence: `No longer: ${sentence}` })),
  ];
}
