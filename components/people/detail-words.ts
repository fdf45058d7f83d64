import { sayDate } from "#lib/criteria/words.ts";

/** What an entry of the audit trail holds, as one line: "before: role editor, disabled no; after: role viewer". */
export function detailWords(detail: unknown): string {
  if (!isObject(detail)) return word(detail);
  const told = Object.entries(detail).filter(([, value]) => value !== null && value !== "");
  const parts = told.map(([name, value]) =>
    isObject(value) ? `${nameWords(name)}: ${inner(value)}` : `${nameWords(name)} ${word(value)}`,
  );
  return parts.join(Object.values(detail).some(isObject) ? "; " : ", ");
}

const inner = (value: Readonly<Record<string, unknown>>): string =>
  Object.entries(value)
    .map(([name, part]) => `${nameWords(name)} ${isObject(part) ? JSON.stringify(part) : word(part)}`)
    .join(", ");

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "expiresAt" as "expires at". */
const nameWords = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

function word(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(word).join(" and ");
  const day = /^(\d{4}-\d\d-\d\d)T[\d:.]+Z$/.exec(String(value))?.[1];
  if (day) return sayDate(day);
  // Ids and hashes are for comparing: the first characters tell two apart, the rest is in the database.
  const text = String(value)
    .replace(/\b[0-9a-f]{8}-?[0-9a-f-]{24,}\b/, (id) => `${id.slice(0, 13)}…`)
    // A reason may be a sentence; here it stands in the middle of one.
    .replace(/\.$/, "");
  // A part of the document, alone or with the entry: "successConditions 01a20432-1dd2…".
  return /^[a-z]+[A-Z][A-Za-z]*( [0-9a-f-]+…)?$/.test(text) ? nameWords(text) : text;
}
