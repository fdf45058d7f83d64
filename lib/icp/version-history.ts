import type { IcpContent } from "#lib/icp/content.ts";
import { diffContents, type SectionChanges } from "#lib/icp/diff.ts";
import type { Decision } from "#lib/icp/lifecycle.ts";
import { type SharedDecision, sharedDecision } from "#lib/icp/shared-version.ts";

/** A share link of a version; instants are ISO, null where it never expires or was never opened. */
export interface ShareLinkLine {
  readonly id: string;
  readonly label: string;
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastViewedAt: string | null;
  readonly views: number;
  readonly state: "open" | "expired" | "revoked";
}

/** One version on the timeline, with what changed since the one before it, in words. */
export interface VersionLine {
  readonly number: number;
  readonly hash: string;
  readonly profile: string;
  readonly publishedOn: string;
  readonly publishedBy: string;
  readonly decisions: readonly SharedDecision[];
  readonly overDissent: string | null;
  readonly changes: readonly SectionChanges[];
  readonly links: readonly ShareLinkLine[];
}

/** A version as the timeline needs it; instants are ISO. */
export interface HistoryRow {
  readonly number: number;
  readonly hash: string;
  readonly content: IcpContent;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly decisions: readonly Decision[];
  readonly overDissent: string | null;
  readonly links: readonly HistoryLink[];
}

export interface HistoryLink extends Omit<ShareLinkLine, "version" | "state"> {
  readonly revokedAt: string | null;
}

const dayOf = (instant: string) => instant.slice(0, 10);

/** The timeline, newest first. `rows` come in any order; `now` is an ISO instant. */
export function versionHistory(rows: readonly HistoryRow[], now: string): readonly VersionLine[] {
  const inTurn = rows.toSorted((a, b) => a.number - b.number);
  return inTurn
    .map((row, i) => ({
      number: row.number,
      hash: row.hash,
      profile: row.content.profile,
      publishedOn: dayOf(row.publishedAt),
      publishedBy: row.publishedBy,
      decisions: row.decisions.map(sharedDecision),
      overDissent: row.overDissent,
      changes: diffContents(inTurn[i - 1]?.content ?? null, row.content),
      links: row.links.map((link) => shareLinkLine(link, row.number, now)),
    }))
    .reverse();
}

/** A stored link of a version as lists show it at `now`, an ISO instant. */
export function shareLinkLine(
  { revokedAt, ...link }: HistoryLink,
  version: number,
  now: string,
): ShareLinkLine {
  return { ...link, version, state: stateOf(revokedAt, link.expiresAt, now) };
}

function stateOf(revokedAt: string | null, expiresAt: string | null, now: string): ShareLinkLine["state"] {
  if (revokedAt) return "revoked";
  return expiresAt && Date.parse(expiresAt) <= Date.parse(now) ? "expired" : "open";
}
