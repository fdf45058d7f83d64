import type { Role, Team } from "#lib/access/can.ts";
import { endSentence, sayDate, sayNumber } from "#lib/criteria/words.ts";
import { detailWords } from "./detail-words";
import { standing, teamList } from "./words";

/** An entry of the audit trail, and what its target is called today; null where nothing is known of it any more. */
export interface AuditEntryShown {
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
  readonly named: string | null;
}

type Detail = Readonly<Record<string, unknown>>;
interface Told {
  readonly detail: Detail;
  readonly target: string;
  readonly named: string | null;
}

/** What somebody did, as a sentence without its subject: "Set Firm 12 aside: The founder knew them." */
export function auditSentence({ action, target, detail, named }: AuditEntryShown): string {
  const known = isObject(detail) ? detail : {};
  const said = sentences[action]?.({ detail: known, target, named });
  if (said) return said;
  // Written by a newer or an older workshop: its own words are better than none.
  const words = detailWords(detail);
  return endSentence(`${action.charAt(0).toUpperCase()}${action.slice(1)}${words && `: ${words}`}`);
}

/** What lets two entries be compared: the hash of what was agreed, the revision of the draft. */
export function auditMarks({ detail }: Pick<AuditEntryShown, "detail">): string {
  const { hash, revision } = isObject(detail) ? detail : {};
  return detailWords({ ...(hash ? { hash } : {}), ...(revision ? { "draft revision": revision } : {}) });
}

const isObject = (value: unknown): value is Detail =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (detail: Detail, name: string): string => {
  const value = detail[name];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
};
const inside = (detail: Detail, name: string): Detail => {
  const value = detail[name];
  return isObject(value) ? value : {};
};
const teamsIn = (detail: Detail, name: string): readonly Team[] =>
  Array.isArray(detail[name]) ? (detail[name] as Team[]) : [];

/** Without the full stop that a sentence brings along: it would stand in the middle of another. */
const quoted = (words: string): string => `“${words.replace(/\.$/, "")}”`;
const because = (reason: string): string => (reason === "" ? "." : `: ${endSentence(reason)}`);
const until = (detail: Detail): string => {
  const day = text(detail, "expiresAt").slice(0, 10);
  return day === "" ? "without an end" : `open until ${sayDate(day)}`;
};
const counted = (n: string, noun: string): string => `${sayNumber(Number(n))} ${noun}${n === "1" ? "" : "s"}`;

const sentences: Readonly<Record<string, (told: Told) => string>> = {
  "workspace created": ({ detail }) =>
    detail.sample ? "Opened the sample workspace." : `Created the workspace ${quoted(text(detail, "name"))}.`,
  "workspace renamed": ({ detail }) =>
    `Renamed the workspace from ${quoted(text(detail, "before"))} to ${quoted(text(detail, "after"))}.`,
  "approval rule changed": ({ detail }) => sayRule(inside(detail, "before"), inside(detail, "after")),
  "member invited": ({ detail, named }) =>
    `Invited ${named ?? "somebody"} ${standing(detail.role as Role, teamsIn(detail, "teams"))}, by a link ${until(detail)}.`,
  "invitation revoked": ({ named }) => `Revoked the invitation of ${named ?? "somebody"}.`,
  "member joined": ({ detail }) => `Joined ${standing(detail.role as Role, teamsIn(detail, "teams"))}.`,
  "member changed": ({ detail, named }) =>
    sayMember(named ?? "a member", inside(detail, "before"), inside(detail, "after")),
  "document edited": sayEdit,
  "version proposed": ({ detail }) => {
    const before = text(detail, "supersedes");
    const start = `Put proposal ${text(detail, "number")} up for approval`;
    return before === "" ? `${start}.` : `${start}, in place of proposal ${before}.`;
  },
  "proposal withdrawn": ({ detail }) => `Took proposal ${text(detail, "number")} back.`,
  "proposal decided": ({ detail, named }) => {
    const did = text(detail, "decision") === "approve" ? "Approved" : "Dissented from";
    return `${did} ${named ?? "the proposal"} for ${teamList([text(detail, "team") as Team])}${because(text(detail, "reason"))}`;
  },
  "version published": ({ detail }) => {
    const over = text(detail, "overDissent");
    const said = `Published version ${text(detail, "number")} from proposal ${text(detail, "proposal")}`;
    return over === "" ? `${said}.` : `${said} over a dissent: ${endSentence(over)}`;
  },
  "share version": ({ detail }) => {
    const label = text(detail, "label");
    return `Shared version ${text(detail, "version")}${label && ` with ${quoted(label)}`} by a link, ${until(detail)}.`;
  },
  "revoke share link": ({ named }) => `Revoked ${named ?? "a share link"}.`,
  "import started": ({ named }) => `Began to import ${named ?? "a file"}.`,
  "import finished": ({ named }) => `Imported ${named ?? "files"}.`,
  "import cancelled": ({ named }) => `Cancelled the import of ${named ?? "a file"}.`,
  "import undone": ({ named }) => `Undid the import of ${named ?? "a file"}.`,
  "export taken in": ({ detail }) =>
    `Took an export in: ${counted(text(detail, "accounts"), "account")}, ${sayNumber(Number(text(detail, "accountsNew")))} of them new.`,
  "data exported": ({ detail }) => `Exported the data as ${text(detail, "format").toUpperCase()}.`,
  "account set aside": ({ detail, named }) =>
    `Set ${named ?? "an account"} aside${because(text(detail, "reason"))}`,
  "account put back": ({ detail, named }) => `Put ${named ?? (text(detail, "label") || "an account")} back.`,
  "deal set aside": sayRowAside("deal"),
  "subscription set aside": sayRowAside("subscription"),
  "row put back": ({ detail, named }) =>
    `Put ${quoted(text(detail, "label"))}${named === null ? "" : ` of ${named}`} back.`,
  "join answered": ({ target, detail }) => {
    const [about, value] = doubtOf(target);
    const kind = text(inside(detail, "answer"), "kind");
    const said = {
      account: "to which account it belongs",
      one: "that it is one company",
      apart: "that they are not the same",
    };
    return `Said of the ${about} ${quoted(value)} ${said[kind as keyof typeof said] ?? "what it means"}.`;
  },
  "join answer taken back": ({ target }) => {
    const [about, value] = doubtOf(target);
    return `Took back what was said of the ${about} ${quoted(value)}.`;
  },
  "spellings merged": ({ detail, target }) => `Said that ${pair(detail)} are the same ${target}.`,
  "spellings told apart": ({ detail, target }) => `Said that ${pair(detail)} are not the same ${target}.`,
  "spelling answer taken back": ({ detail, target }) =>
    `Took back what was said of ${pair(detail)} in ${target}.`,
};

const pair = (detail: Detail): string => `${quoted(text(detail, "from"))} and ${quoted(text(detail, "to"))}`;

/** "same domain acme.example" as its two parts. */
function doubtOf(target: string): readonly [about: string, value: string] {
  const [, about = "join", value = target] =
    /^(same domain|same name|similar name|shared id) (.*)$/s.exec(target) ?? [];
  return [about, value];
}

function sayRowAside(kind: string) {
  return ({ detail, named }: Told): string =>
    `Set the ${kind} ${quoted(text(detail, "row"))}${named === null ? "" : ` of ${named}`} aside${because(text(detail, "reason"))}`;
}

function sayRule(before: Detail, after: Detail): string {
  const [old, now] = [teamList(teamsIn(before, "requiredTeams")), teamList(teamsIn(after, "requiredTeams"))];
  const teams = old === now ? `${now} must approve` : `${now} must approve, before it was ${old}`;
  return `Changed the approval rule: ${teams}; an owner may ${after.publishOverDissent === true ? "" : "not "}publish over a dissent.`;
}

function sayMember(name: string, before: Detail, after: Detail): string {
  const [oldRole, role] = [text(before, "role"), text(after, "role")];
  const [oldTeams, teams] = [teamList(teamsIn(before, "teams")), teamList(teamsIn(after, "teams"))];
  const said = [
    oldRole !== role && `${oldRole} before, ${role} now`,
    oldTeams !== teams && `for ${oldTeams} before, for ${teams} now`,
    before.disabled !== after.disabled &&
      (after.disabled === true ? "may not come in any more" : "may come in again"),
  ].filter(Boolean);
  return said.length === 0 ? `Left ${name} as before.` : `Changed ${name}: ${said.join("; ")}.`;
}

const partNames: Readonly<Record<string, string>> = {
  profile: "the profile sentence",
  currentTruth: "the current truth",
  useCase: "the use case",
  urgency: "urgency",
  maturity: "maturity",
  buyingMotion: "the buying motion",
  changeNote: "what is said about this change",
};
const entryNames: Readonly<Record<string, string>> = {
  criteria: "criterion",
  committee: "member of the committee",
  voices: "pain, goal or value",
  triggers: "trigger",
  successConditions: "success condition",
  bets: "bet",
};

function sayEdit({ detail, named }: Told): string {
  const [edit, where] = [text(detail, "edit"), text(detail, "where")];
  if (edit === "set text") return `Rewrote ${partNames[where] ?? where}.`;
  if (edit === "set definition") return "Changed what a good customer is.";
  if (edit === "restore version") return `Made the draft say again what ${where} says.`;
  const entry = entryNames[where.split(" ")[0] ?? ""] ?? "entry";
  const the =
    named === null ? (edit === "add" ? `a ${entry}` : `the ${entry}`) : `the ${entry} ${quoted(named)}`;
  switch (edit) {
    case "add":
      return `Added ${the}.`;
    case "archive":
      return `Took out ${the}.`;
    case "restore":
      return `Put back ${the}.`;
    case "move":
      return `Moved ${the}.`;
    default:
      return `Changed ${the}.`;
  }
}
