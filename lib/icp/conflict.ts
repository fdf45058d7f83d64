import { sayCriterion, sayPoints } from "#lib/criteria/say.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import { applyEdit, type Edit } from "#lib/icp/edit.ts";
import { sayDefinition } from "#lib/icp/say-definition.ts";
import { kindNames, sayBet, sayLine, sayMember, sayVoice } from "#lib/icp/say-entries.ts";

/**
 * Whether an edit made on `basis` would undo something that is different in `now`: then a person decides. An
 * edit of a part that nobody else touched can be applied to `now` as it is.
 */
export function conflicts(edit: Edit, basis: IcpDocument, now: IcpDocument): boolean {
  switch (edit.edit) {
    case "add":
      return false;
    case "set text":
      return basis[edit.part] !== now[edit.part];
    case "set definition":
      return differs(basis.definition, now.definition);
    default: {
      const [old, current] = [entryOf(basis, edit), entryOf(now, edit)];
      if (!old || !current) return true;
      if (edit.edit === "change") {
        return (
          old.archived !== current.archived ||
          Object.keys(edit.changes).some((key) => differs(field(old, key), field(current, key)))
        );
      }
      return edit.edit !== "move" && differs({ ...old, order: "" }, { ...current, order: "" });
    }
  }
}

/** Whether the document holds the edit's result: its answer was lost on the way, or somebody did the same. */
export function isDone(edit: Edit, now: IcpDocument): boolean {
  if (edit.edit === "add") return now[edit.list].some((one) => one.id === edit.item.id);
  const next = applyEdit(now, edit);
  return next.ok && !differs(next.value, now);
}

const differs = (a: unknown, b: unknown) => canonicalJson(a ?? null) !== canonicalJson(b ?? null);
const field = (entry: object, key: string): unknown =>
  Object.entries(entry).find(([name]) => name === key)?.[1];

type EntryEdit = Extract<Edit, { id: string }>;
type AnyEntry = IcpDocument[EntryEdit["list"]][number];

function entryOf(document: IcpDocument, edit: EntryEdit): AnyEntry | undefined {
  const entries: readonly AnyEntry[] = document[edit.list];
  return entries.find((one) => one.id === edit.id);
}

/** The same place in their words and in ours, for whoever has to choose. */
export interface TwoVersions {
  readonly theirs: string;
  readonly ours: string;
}

/** What stands in `now` where the edit would write, and what the edit would put there. */
export function sayConflict(edit: Edit, now: IcpDocument): TwoVersions {
  switch (edit.edit) {
    case "set text":
      return { theirs: now[edit.part] || "Nothing.", ours: edit.text || "Nothing." };
    case "set definition":
      return { theirs: definitionWords(now.definition), ours: definitionWords(edit.definition) };
    case "add":
      return { theirs: "", ours: "" };
    default:
      return sayEntryConflict(edit, now);
  }
}

const definitionWords = (definition: IcpDocument["definition"]) =>
  definition ? sayDefinition(definition).join(" ") : "Not defined.";

function sayEntryConflict(edit: EntryEdit, now: IcpDocument): TwoVersions {
  const entry = entryOf(now, edit);
  if (!entry) return { theirs: "Removed.", ours: "Kept." };
  const theirs = entry.archived ? "Removed." : sayEntry(edit.list, entry);
  if (edit.edit === "archive") return { theirs, ours: "Removed." };
  const changed = edit.edit === "change" ? ({ ...entry, ...edit.changes } as AnyEntry) : entry;
  return { theirs, ours: sayEntry(edit.list, changed) };
}

function sayEntry(list: EntryEdit["list"], entry: AnyEntry): string {
  if ("when" in entry) {
    const notes = [sayPoints(entry.points), entry.question, entry.crmField, entry.rationale].filter(Boolean);
    return [`${kindNames[entry.kind].one}: ${sayCriterion(entry)}`, ...notes].join(" · ");
  }
  if ("part" in entry) return sayMember(entry);
  if ("quote" in entry) return sayVoice(entry);
  if ("segment" in entry) return sayBet(entry);
  return sayLine(list === "triggers" ? "Trigger" : "Success condition")(entry);
}
