import { criterionKinds } from "#lib/criteria/criterion.ts";
import { sayCriterion, sayPoints } from "#lib/criteria/say.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import type { Change } from "#lib/icp/change.ts";
import type { FrozenCriterion } from "#lib/icp/content.ts";
import { kindNames } from "#lib/icp/say-entries.ts";

type Pair = readonly [before: FrozenCriterion, after: FrozenCriterion];

/** What became of the rules: added, removed, reworded, of another kind, with other points, reasons or evidence. */
export function diffCriteria(
  before: readonly FrozenCriterion[],
  after: readonly FrozenCriterion[],
): Change[] {
  const pairs = matched(before, after);
  const kept = new Set(pairs.flat());
  const added = after.filter((one) => !kept.has(one));
  const removed = before.filter((one) => !kept.has(one));
  return [
    ...pairs.flatMap(([old, now]) => changesOf(old, now)),
    ...added.map((one): Change => ({ kind: "added", sentence: `New ${said(one)}${withPoints(one)}.` })),
    ...removed.map(
      (one): Change => ({
        kind: "removed",
        sentence: `${kindNames[one.kind].one} ${quoted(one)} was taken out.`,
      }),
    ),
    ...reordered(before, pairs),
  ];
}

/** The same rule on both sides: by id, else by saying the same, as when it was deleted and written again. */
function matched(before: readonly FrozenCriterion[], after: readonly FrozenCriterion[]): readonly Pair[] {
  const byId = new Map(before.map((one) => [one.id, one]));
  const kept = new Set(after.filter((one) => byId.has(one.id)).map((one) => one.id));
  const free = before.filter((one) => !kept.has(one.id));
  return after.flatMap((now): Pair[] => {
    const same = byId.get(now.id);
    if (same) return [[same, now]];
    const position = free.findIndex((one) => canonicalJson(one.when) === canonicalJson(now.when));
    return position < 0 ? [] : [[free.splice(position, 1)[0]!, now]];
  });
}

const quoted = (one: FrozenCriterion) => `“${sayCriterion(one)}”`;
const said = (one: FrozenCriterion) => `${kindNames[one.kind].one.toLowerCase()} ${quoted(one)}`;
const withPoints = (one: FrozenCriterion) =>
  one.kind === "signal" && one.points ? `, ${sayPoints(one.points)}` : "";

function changesOf(old: FrozenCriterion, now: FrozenCriterion): Change[] {
  const changes: Change[] = [];
  const name = kindNames[now.kind].one;
  const changed = (sentence: string, texts: { before?: string; after?: string } = {}) =>
    changes.push({ kind: "changed", sentence, ...texts });
  if (old.kind !== now.kind)
    changed(
      `${quoted(now)} was a ${kindNames[old.kind].one.toLowerCase()} and is a ${name.toLowerCase()} now.`,
    );
  if (canonicalJson(old.when) !== canonicalJson(now.when))
    changed(`${name} ${quoted(old)} became ${quoted(now)}.`);
  if (now.kind === "signal" && old.kind === "signal" && old.points !== now.points) {
    changed(
      `Signal ${quoted(now)} gives ${sayPoints(now.points) || "no points"} now, before ${sayPoints(old.points) || "none"}.`,
    );
  }
  if (canonicalJson(old.evidence) !== canonicalJson(now.evidence)) changed(evidenceSentence(old, now));
  for (const [field, label] of notes) {
    if (old[field] !== now[field])
      changed(`${label} of ${quoted(now)} was changed.`, { before: old[field], after: now[field] });
  }
  return changes;
}

const notes = [
  ["question", "The question"],
  ["crmField", "The CRM field"],
  ["rationale", "The reason"],
  ["owner", "The owner"],
] as const;

function evidenceSentence(old: FrozenCriterion, now: FrozenCriterion): string {
  if (!old.evidence) return `${quoted(now)} has evidence now.`;
  if (!now.evidence) return `${quoted(now)} lost its evidence and is a hypothesis now.`;
  return `The evidence of ${quoted(now)} was renewed.`;
}

/** Said once for a kind, where rules that stayed of it stand in another order. */
function reordered(before: readonly FrozenCriterion[], pairs: readonly Pair[]): Change[] {
  return criterionKinds.flatMap((kind): Change[] => {
    const positions = pairs
      .filter(([old, now]) => old.kind === kind && now.kind === kind)
      .map(([old]) => before.indexOf(old));
    const ascending = positions.every((position, i) => i === 0 || positions[i - 1]! < position);
    if (ascending) return [];
    return [
      { kind: "changed", sentence: `The order of the ${kindNames[kind].many.toLowerCase()} was changed.` },
    ];
  });
}
