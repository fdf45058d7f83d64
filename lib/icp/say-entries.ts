import type { CriterionKind } from "#lib/criteria/criterion.ts";
import { sayDate, sayNumber, startSentence } from "#lib/criteria/words.ts";
import type { IcpContent } from "#lib/icp/content.ts";

/** What each kind of criterion is called: one, several, and as the heading of its list on the page. */
export const kindNames: Record<
  CriterionKind,
  { readonly one: string; readonly many: string; readonly heading: string }
> = {
  "must-have": { one: "Must-have", many: "Must-haves", heading: "Must have" },
  signal: { one: "Signal", many: "Signals", heading: "Signals" },
  disqualifier: { one: "Disqualifier", many: "Disqualifiers", heading: "We do not sell to" },
};

export const sayMember = (one: IcpContent["committee"][number]): string =>
  `${startSentence(one.part)}: ${one.title}${one.cares.trim() ? `, who cares about ${one.cares}` : ""}`;

export const sayVoice = (one: IcpContent["voices"][number]): string =>
  `${startSentence(one.kind)}: ${one.text}${one.quote.trim() ? `, “${one.quote}”` : ""}${one.account ? ` (${one.account})` : ""}`;

export const sayLine = (name: string) => (one: { readonly text: string }) => `${name}: ${one.text}`;

/** A bet with what it may cost and when it ends. */
export function sayBet(one: IcpContent["bets"][number]): string {
  const parts = [`Bet on ${one.segment}`];
  if (one.hypothesis.trim()) parts.push(one.hypothesis);
  if (one.budget.trim()) parts.push(`budget ${one.budget}`);
  if (one.targetN !== null)
    parts.push(`to be judged on ${sayNumber(one.targetN)} ${one.targetN === 1 ? "account" : "accounts"}`);
  if (one.deadline) parts.push(`until ${sayDate(one.deadline)}`);
  if (one.stopWhen.trim()) parts.push(`stop when ${one.stopWhen}`);
  return parts.join("; ");
}
