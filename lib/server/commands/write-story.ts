import { definitionSchema } from "#lib/accounts/definition.ts";
import { freezePattern, type Taken } from "#lib/analysis/evidence.ts";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import type { Evidence } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import { type Edit, editSchema } from "#lib/icp/edit.ts";
import type { Chapter, SampleTeam, Story, StoryRule } from "#lib/samples/story.ts";
import type { Actor } from "#lib/server/actor.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { propose } from "#lib/server/commands/propose.ts";
import { publish } from "#lib/server/commands/publish.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadPatterns } from "#lib/server/queries/load-patterns.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** The invented people of a sample, at work, by the team they stand for. */
export type Cast = Readonly<Record<SampleTeam, Actor>>;

/** A command of a sample that fails is a mistake in the sample, so it throws and the sample is taken back. */
export function done<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`The sample could not be written: ${result.error} ${JSON.stringify(result.detail)}`);
  return result.value;
}

/**
 * Lets the people of a sample write its draft, and propose, approve and publish its versions, through the very
 * commands that real people use; the evidence of their rules is computed from the sample's data. Throws where a
 * command refuses.
 */
export async function writeStory(cast: Cast, story: Story): Promise<void> {
  const writer = cast.marketing;
  const definition = definitionSchema.parse(story.definition);
  await edit(writer, { edit: "set definition", definition });
  const { outcomes, dataRevision } = await loadPatterns(writer);
  const good = outcomes.find(({ outcome }) => outcome === goodCustomerOutcome);
  for (const chapter of story.chapters) {
    const taken = { dataRevision, takenOn: chapter.publishedOn ?? today() };
    await writeChapter(cast, chapter, (rule) => evidence(rule, good, taken));
  }
}

async function writeChapter(
  cast: Cast,
  chapter: Chapter,
  evidenceOf: (rule: StoryRule) => Evidence | null,
): Promise<void> {
  const writer = cast.marketing;
  for (const [part, text] of Object.entries(chapter.texts))
    await edit(writer, { edit: "set text", part, text });
  for (const attribute of chapter.dropped) await archive(cast.sales, attribute);
  for (const rule of chapter.rules) await edit(cast.sales, addition(rule, evidenceOf(rule)));
  for (const { list, item } of chapter.entries) {
    await edit(cast.product, { edit: "add", list, item: { id: newId(), ...item } });
  }
  if (chapter.summary !== null) await agree(cast, chapter.summary, chapter);
}

/** One edit on the draft as it stands. The schema turns plain data into an edit, or says what is wrong with it. */
async function edit(actor: Actor, raw: unknown): Promise<void> {
  const parsed: Edit = editSchema.parse(raw);
  done(await saveEdit(actor, { base: (await draftOf(actor)).revision, edit: parsed }));
}

const draftOf = (actor: Actor) => inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));

async function archive(actor: Actor, attribute: string): Promise<void> {
  const { document } = await draftOf(actor);
  for (const { id, when } of document.criteria) {
    if (when[0]?.attribute === attribute) await edit(actor, { edit: "archive", list: "criteria", id });
  }
}

function addition(rule: StoryRule, evidence: Evidence | null): unknown {
  const { kind, when, points, question, rationale } = rule;
  const item = { id: newId(), kind, when, points, question, rationale, evidence, crmField: "", owner: "" };
  return { edit: "add", list: "criteria", item };
}

function evidence(rule: StoryRule, findings: OutcomeFindings | undefined, taken: Taken): Evidence | null {
  if (rule.quote) return { source: "interview", ...rule.quote };
  const { pattern } = rule;
  if (!pattern || !findings) return null;
  const attribute = findings.attributes.find((one) => one.attribute === pattern.attribute);
  const found = attribute?.patterns.find((one) => one.level === pattern.level);
  return found ? freezePattern(found, findings, taken) : null;
}

/** Proposed by one, approved by all three on the days after, published. */
async function agree(cast: Cast, summary: string, chapter: Chapter): Promise<void> {
  const { reasons, publishedOn } = chapter;
  const daysBefore = (days: number) =>
    publishedOn === null ? null : new Date(Date.parse(`${publishedOn}T12:00Z`) - days * day);
  const base = (await draftOf(cast.marketing)).revision;
  const { id, hash } = done(await propose(cast.marketing, { base, summary }, daysBefore(4)));
  for (const [i, team] of (Object.keys(cast) as SampleTeam[]).entries()) {
    const input = { proposal: id, hash, team, decision: "approve", reason: reasons[team] ?? "" } as const;
    done(await decide(cast[team], input, daysBefore(3 - i)));
  }
  done(await publish(cast.marketing, { proposal: id, hash, reason: "" }, daysBefore(0)));
}

const day = 86_400_000;
