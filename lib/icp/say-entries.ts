import type { CriterionKind } from "#lib/criteria/criterion.ts";
import { endSentence, inSentence, sayDate, sayNumber, startSentence } from "#lib/criteria/words.ts";
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
  `${startSentence(one.part)}: ${one.title}${one.cares.trim() ? `. What counts: ${one.cares}` : ""}`;

export function sayVoice(one: IcpContent["voices"][number]): string {
  const words = one.quote.trim() ? `${endSentence(one.text)} “${one.quote}”` : one.text;
  return `${startSentence(one.kind)}: ${words}${one.account ? ` (${one.account})` : ""}`;
}

export const sayLine = (name: string) => (one: { readonly text: string }) => `${name}: ${one.text}`;

/** A bet: the segment and what is believed of it, then its terms. */
export function sayBet(one: IcpContent["bets"][number]): string {
  const bet = `Bet on ${one.segment}`;
  const first = one.hypothesis.trim()
    ? `${bet}: ${inSentence(endSentence(one.hypothesis))}`
    : endSentence(bet);
  return [first, sayTerms(one)].filter(Boolean).join(" ");
}

/** What a bet may cost, on whom it is judged and when it ends; empty where nothing was said. */
export function sayTerms(
  one: Pick<IcpContent["bets"][number], "budget" | "targetN" | "deadline" | "stopWhen">,
): string {
  const parts: string[] = [];
  if (one.budget.trim()) parts.push(`Budget: ${inSentence(endSentence(one.budget))}`);
  if (one.targetN !== null)
    parts.push(`Judged on ${sayNumber(one.targetN)} ${one.targetN === 1 ? "account" : "accounts"}.`);
  if (one.deadline) parts.push(`Until ${sayDate(one.deadline)}.`);
  if (one.stopWhen.trim()) parts.push(`Stop when ${inSentence(endSentence(one.stopWhen))}`);
  return parts.join(" ");
}
