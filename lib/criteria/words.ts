import { dayOf } from "#lib/criteria/days.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An ISO date as "3 Apr 2025"; other text as it is. */
export function sayDate(iso: string): string {
  if (dayOf(iso) === null) return iso;
  return `${Number(iso.slice(8))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });
const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6, useGrouping: false });
const ungroupedHeadings = /\b(year|founded|zip|postal|postcode)\b/i;

/** A number as "1,000"; without the comma where the heading says that it is a year or a postal code. */
export function sayNumber(value: number, heading = ""): string {
  return (ungroupedHeadings.test(spaced(heading)) ? plain : grouped).format(value);
}

/** A share of 0-1 as a whole percentage; 100 % and 0 % only where it is all and none. */
export function sayPercent(share: number): string {
  const whole = Math.round(share * 100);
  if (share < 1 && whole === 100) return "> 99 %";
  return share > 0 && whole === 0 ? "< 1 %" : `${whole} %`;
}

/** "A", "A or B", "A, B or C". */
export function joinWords(words: readonly string[], last: "or" | "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

/** A value of the file as it stands, in quotes where it would run into the sentence. */
export function sayMember(text: string): string {
  return text === "" || text !== text.trim() || /[,;.?!]|\b(and|or)\b/.test(text) ? `“${text}”` : text;
}

/** Headings are quoted from the file; only underscores between words become spaces. */
function spaced(heading: string): string {
  return /^\S+$/.test(heading) ? heading.replaceAll("_", " ").trim() || heading : heading.trim();
}

/** The subject of a rule's sentence: words, whether they take "are", and whether they read as a statement. */
export interface Subject {
  readonly words: string;
  readonly plural: boolean;
  /** "Has a security owner" is a statement, no noun: it is said as such or quoted. */
  readonly statement: boolean;
}

const statementStart =
  /^(has|had|is|are|was|were|uses|used|requires|needs|wants|can|does|did|will|offers|sells|runs|hires|owns|operates|allows|accepts|supports|includes|prefers|works)\s/i;
const breaksPhrase = /\s(of|in|to|per|for|with|at|on|by|since|from|within|before|after|until|under|over)\s/i;
const singularEnding = /(ss|us|is)$/;
const singularWords = new Set([
  "news",
  "series",
  "canvas",
  "atlas",
  "alias",
  "bias",
  "ios",
  "macos",
  "gas",
  "lens",
]);

/** Reads a column's heading as the subject of a sentence. */
export function subjectOf(heading: string): Subject {
  const words = spaced(heading) || "(no heading)";
  const head =
    (words.split(breaksPhrase)[0] ?? words)
      .replace(/\s*\(.*$/, "")
      .split(/\s+/)
      .at(-1) ?? "";
  const plural = /[a-z]s$/.test(head) && !singularEnding.test(head) && !singularWords.has(head.toLowerCase());
  return { words, plural, statement: statementStart.test(words) };
}

const properNames =
  /^(Salesforce|Google|Microsoft|Slack|Zendesk|Intercom|Stripe|Okta|Azure|Kubernetes|Oracle|Shopify|Snowflake|Jira|Marketo|Segment|Europe|European|America|American|Africa|African|Asia|Asian|English|French|German|Spanish|January|February|March|April|May|June|July|August|September|October|November|December|Monday)$/;

/** A subject inside a sentence: "Employees" becomes "employees", "AWS" and "MonthlyCharges" stay. */
export function inSentence(words: string): string {
  const first = words.split(/\s/)[0] ?? "";
  if (!/^\p{Lu}\p{Ll}*$/u.test(first) || properNames.test(first) || first.length === 1) return words;
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** First letter upper, the rest untouched. */
export function startSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** With a full stop at the end; people have often put one there, also within a quotation. */
export function endSentence(words: string): string {
  const trimmed = words.trim();
  return /[.!?…]["”)]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
