import { z } from "zod";
import { definitionSchema } from "#lib/accounts/definition.ts";
import { storableText } from "#lib/accounts/text.ts";
import { type Criterion, criterionSchema } from "#lib/criteria/criterion.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import {
  betSchema,
  committeeMemberSchema,
  documentSchema,
  type IcpDocument,
  type ListName,
  lineSchema,
  listNames,
  maxDocumentLength,
  maxEntries,
  type ProsePart,
  proseLimits,
  proseParts,
  voiceSchema,
} from "#lib/icp/document.ts";
import { inOrder, placeAfter } from "#lib/icp/order.ts";

/** What the browser sends of an entry: its place in the list is made here. */
const placed = { order: true, archived: true } as const;
const kept = { id: true, order: true, archived: true } as const;

const additionSchema = z.discriminatedUnion("list", [
  z.object({ edit: z.literal("add"), list: z.literal("criteria"), item: criterionSchema.omit(placed) }),
  z.object({
    edit: z.literal("add"),
    list: z.literal("committee"),
    item: committeeMemberSchema.omit(placed),
  }),
  z.object({ edit: z.literal("add"), list: z.literal("voices"), item: voiceSchema.omit(placed) }),
  z.object({ edit: z.literal("add"), list: z.literal("triggers"), item: lineSchema.omit(placed) }),
  z.object({ edit: z.literal("add"), list: z.literal("successConditions"), item: lineSchema.omit(placed) }),
  z.object({ edit: z.literal("add"), list: z.literal("bets"), item: betSchema.omit(placed) }),
]);

const change = <L extends ListName, S extends z.ZodType>(list: L, changes: S) =>
  z.object({ edit: z.literal("change"), list: z.literal(list), id: z.uuid(), changes });

const changeSchema = z.discriminatedUnion("list", [
  change("criteria", criterionSchema.omit(kept).partial()),
  change("committee", committeeMemberSchema.omit(kept).partial()),
  change("voices", voiceSchema.omit(kept).partial()),
  change("triggers", lineSchema.omit(kept).partial()),
  change("successConditions", lineSchema.omit(kept).partial()),
  change("bets", betSchema.omit(kept).partial()),
]);

const list = z.enum(listNames as readonly [ListName, ...ListName[]]);
const part = z.enum(proseParts as readonly [ProsePart, ...ProsePart[]]);

/** Everything that can be done to a document: a closed union, sent with the revision it was made on. */
export const editSchema = z.discriminatedUnion("edit", [
  z.object({
    edit: z.literal("set text"),
    part,
    text: storableText(Math.max(...Object.values(proseLimits))),
  }),
  z.object({ edit: z.literal("set definition"), definition: definitionSchema.nullable() }),
  additionSchema,
  changeSchema,
  z.object({ edit: z.literal("move"), list, id: z.uuid(), after: z.uuid().nullable() }),
  z.object({ edit: z.literal("archive"), list, id: z.uuid() }),
  z.object({ edit: z.literal("restore"), list, id: z.uuid() }),
]);
export type Edit = z.infer<typeof editSchema>;

/** Whether an edit says that something was measured. What people send must not: only the server measures. */
export const bringsPattern = (edit: Edit): boolean => evidenceIn(edit)?.source === "pattern";

/** Whether an edit says that more people said something than were asked. */
export function saysMoreThanAsked(edit: Edit): boolean {
  const evidence = evidenceIn(edit);
  return evidence?.source === "interview" && evidence.said > evidence.of;
}

function evidenceIn(edit: Edit): Criterion["evidence"] {
  if (edit.edit === "add") return "evidence" in edit.item ? edit.item.evidence : null;
  return edit.edit === "change" && "evidence" in edit.changes ? (edit.changes.evidence ?? null) : null;
}

interface Entry {
  readonly id: string;
  readonly order: string;
  readonly archived: boolean;
}

/**
 * The document after one edit. Errors: "not-found" where the entry is not in the list, "invalid-input" where
 * the result would be no document (too long, too many, or an id that is taken), or one too long as a whole.
 */
export function applyEdit(document: IcpDocument, edit: Edit): Result<IcpDocument> {
  const changed = changedParts(document, edit);
  if (!changed.ok) return changed;
  const next = documentSchema.safeParse({ ...document, ...changed.value });
  if (next.success && JSON.stringify(next.data).length > maxDocumentLength)
    return fail("invalid-input", { problem: "the document is too long" });
  if (next.success) return ok(next.data);
  const issue = next.error.issues[0];
  return fail("invalid-input", {
    problem: issue ? `${issue.path.join(" ")}: ${issue.message}` : "unreadable",
  });
}

function changedParts(
  document: IcpDocument,
  edit: Edit,
): Result<Partial<Record<keyof IcpDocument, unknown>>> {
  switch (edit.edit) {
    case "set text":
      return ok({ [edit.part]: edit.text });
    case "set definition":
      return ok({ definition: edit.definition });
    default: {
      const entries = changedList(document[edit.list], edit);
      return entries.ok ? ok({ [edit.list]: entries.value }) : entries;
    }
  }
}

type ListEdit = Exclude<Edit, { edit: "set text" | "set definition" }>;

function changedList(entries: readonly Entry[], edit: ListEdit): Result<readonly Entry[]> {
  if (edit.edit === "add") return added(entries, edit.item);
  const found = entries.find((one) => one.id === edit.id);
  if (!found) return fail("not-found");
  const replaced = (changes: object) => entries.map((one) => (one === found ? { ...one, ...changes } : one));
  switch (edit.edit) {
    case "change":
      return ok(replaced(withoutStaleEvidence(found, edit.changes)).map(withoutStrayPoints));
    case "archive":
      return ok(replaced({ archived: true }));
    case "restore":
      return ok(replaced({ archived: false }));
    case "move":
      if (edit.after !== null && !entries.some((one) => one.id === edit.after)) return fail("not-found");
      return ok(edit.after === edit.id ? entries : placeAfter(entries, found, edit.after));
  }
}

function added(entries: readonly Entry[], item: Omit<Entry, "order" | "archived">): Result<readonly Entry[]> {
  if (entries.some((one) => one.id === item.id))
    return fail("invalid-input", { problem: "this entry is there already" });
  if (entries.length >= maxEntries) {
    return fail("invalid-input", { problem: `a list holds at most ${maxEntries} entries` });
  }
  const last = inOrder(entries).at(-1)?.id ?? null;
  return ok(placeAfter(entries, withoutStrayPoints({ ...item, order: "", archived: false }), last));
}

/** Only signals have points: a disqualifier that was a signal once must not keep counting. */
function withoutStrayPoints<T extends Entry>(one: T): T {
  if (!("kind" in one) || !("points" in one)) return one;
  return one.kind === "signal" ? one : { ...one, points: null };
}

/** A pattern is evidence of the rule it was found for: a reworded rule is a hypothesis until it is shown again. */
function withoutStaleEvidence(old: Entry, changes: object): object {
  if (!isCriterion(old) || old.evidence?.source !== "pattern") return changes;
  if (!("when" in changes) || "evidence" in changes) return changes;
  return canonicalJson(changes.when) === canonicalJson(old.when) ? changes : { ...changes, evidence: null };
}

const isCriterion = (one: Entry): one is Criterion => "when" in one;
