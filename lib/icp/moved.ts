import { sayPercent } from "#lib/criteria/words.ts";
import { count } from "#lib/icp/next-step.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";

/** A version's figures as they were published and as they are on today's customers. */
export interface VersionFigures {
  readonly atPublishing: Snapshot | null;
  readonly now: Snapshot | null;
}

/** What has moved since a version was published, in sentences; empty where nothing has. */
export function movedSince({ atPublishing, now }: VersionFigures, edits: number): readonly string[] {
  const sentences = atPublishing && now ? movedFigures(atPublishing, now) : [];
  if (edits > 0) return [...sentences, `The draft has moved on by ${count(edits, "edit")}.`];
  return sentences;
}

function movedFigures(before: Snapshot, now: Snapshot): string[] {
  const sentences: string[] = [];
  const more = now.customers - before.customers;
  if (more > 0) sentences.push(`${count(more, "customer")} more, ${count(now.customers, "customer")} now.`);
  if (more < 0) sentences.push(`${count(-more, "customer")} fewer, ${count(now.customers, "customer")} now.`);
  const [insideThen, insideNow] = [insideShare(before), insideShare(now)];
  if (insideThen !== insideNow)
    sentences.push(`${insideNow} of customers lie inside, ${insideThen} at publishing.`);
  const [goodThen, goodNow] = [goodShare(before), goodShare(now)];
  if (goodThen && goodNow && goodThen !== goodNow && before.measure === now.measure) {
    const did = now.measure === "stayed" ? "stayed" : "are good customers";
    sentences.push(`${goodNow} of those inside ${did}, ${goodThen} at publishing.`);
  }
  return sentences;
}

const insideShare = ({ verdicts, customers }: Snapshot) =>
  sayPercent(customers === 0 ? 0 : verdicts.accept / customers);

function goodShare({ sides }: Snapshot): string | null {
  return sides?.inside.good ? sayPercent(sides.inside.good.value) : null;
}
