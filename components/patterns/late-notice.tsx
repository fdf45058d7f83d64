import Link from "next/link";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { type LooksLate, lateSentence, type Unseen, unseenSentence } from "#lib/analysis/late-entry.ts";
import { isSaleOutcome } from "#lib/analysis/sale-target.ts";
import { type GrowsWithAge, growingSentence } from "#lib/analysis/say-growing.ts";
import { goodScoreOutcome } from "#lib/analysis/score-target.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { Notice } from "../ui/notice";

/** That those who left early may be missing from the data, or what it means that they are, where staying counts. */
export function LateNotice({
  late,
  since,
  unseen,
  findings,
  page,
}: {
  late: LooksLate | null;
  /** The day since when those who leave are in the data, where the definition says so. */
  since: string | undefined;
  unseen: Unseen | null;
  findings: OutcomeFindings;
  page: string;
}) {
  const isOther =
    isSaleOutcome(findings.outcome) || (findings.measure === "mean" && findings.test !== "scores");
  const passedOver = unseen !== null && !isOther ? ` ${unseenSentence(unseen)}` : "";
  if (since !== undefined && findings.outcome === retentionOutcome)
    return (
      <Notice className="mt-4">
        Customers from before {sayDate(since)} count from that day on in every test and curve, since those who
        left earlier are not in the data. The shares at the export hold them all, and flatter them.
        {passedOver}
      </Notice>
    );
  if (passedOver !== "") return <Notice className="mt-4">{passedOver.trim()}</Notice>;
  if (late === null || isOther) return null;
  return (
    <Notice tone="warn" title="Early leavers may be missing" className="mt-4">
      {lateSentence(late)} If so,{" "}
      <Link href={`${page}/good-customer`} prefetch={false} className="prose-link">
        say since when they are
      </Link>
      .
    </Notice>
  );
}

/** That old accounts have more of what makes a good customer, where that is what is looked at. */
export function GrowingNotice({ growing, outcome }: { growing: readonly GrowsWithAge[]; outcome: string }) {
  const isAsked = outcome === goodCustomerOutcome || outcome === goodScoreOutcome;
  if (!isAsked || growing.length === 0) return null;
  return (
    <Notice tone="warn" title="Old accounts may only look better" className="mt-4">
      {growingSentence(growing)}
    </Notice>
  );
}
