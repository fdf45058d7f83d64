import { definitionSchema } from "#lib/accounts/definition.ts";
import { freezePattern } from "#lib/analysis/evidence.ts";
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
  const evidenceOf = (rule: StoryRule) => evidence(rule, good, dataRevision);
  for (const chapter of story.chapters) await writeChapter(cast, chapter, evidenceOf);
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
  if (chapter.summary !== null) await agree(cast, chapter.summary, chapter.reasons);
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

function evidence(
  rule: StoryRule,
  findings: OutcomeFindings | undefined,
  dataRevision: number,
): Evidence | null {
  if (rule.quote) return { source: "interview", ...rule.quote };
  const { pattern } = rule;
  if (!pattern || !findings) return null;
  const attribute = findings.attributes.find((one) => one.attribute === pattern.attribute);
  const found = attribute?.patterns.find((one) => one.level === pattern.level);
  return found ? freezePattern(found, findings, { dataRevision, takenOn: today() }) : null;
}

/** Proposed by one, approved by all three, published. */
async function agree(cast: Cast, summary: string, reasons: Chapter["reasons"]): Promise<void> {
  const base = (await draftOf(cast.marketing)).revision;
  const { id, hash } = done(await propose(cast.marketing, { base, summary }));
  for (const [team, actor] of Object.entries(cast) as [SampleTeam, Actor][]) {
    const reason = reasons[team] ?? "";
    done(await decide(actor, { proposal: id, hash, team, decision: "approve", reason }));
  }
  done(await publish(cast.marketing, { proposal: id, hash, reason: "" }));
}
