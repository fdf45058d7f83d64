import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount, formatFixed, formatPercent, keepPercents } from "#lib/analysis/format.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import {
  explainScorecard,
  sayCalibration,
  sayParts,
  sayRanking,
  saySum,
} from "#lib/analysis/say-scorecard.ts";
import type { Scorecard, ScorecardAttribute } from "#lib/analysis/scorecard-card.ts";
import { Calibration } from "../charts/calibration";
import { PointBar } from "../charts/point-bar";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Table, Td, Th } from "../ui/table";
import { HowComputed } from "./how-computed";
import { PatternRooms } from "./pattern-rooms";
import { roomTitle } from "./rooms";

/** The room of the scorecard: its head, and whatever stands in it by now. */
export function ScorecardRoom({
  page,
  outcome,
  document,
  summary,
  children,
}: {
  /** The address of the patterns room. */
  page: string;
  outcome: string;
  /** The address of the document, where the profile's own points are. */
  document: string;
  summary?: string | undefined;
  children: ReactNode;
}) {
  return (
    <>
      <PageHeader
        title={roomTitle("scorecard", null)}
        summary={summary}
        actions={<PatternRooms page={page} outcome={outcome} current="scorecard" />}
      />
      <p className="mt-3 max-w-3xl text-sm text-muted">
        Nothing here changes the profile. Its own points are edited in the{" "}
        <Link href={document} className="prose-link">
          document
        </Link>
        .
      </p>
      <div className="mt-5 space-y-4">{children}</div>
    </>
  );
}

export const scorecardSummary = (card: Scorecard): string => sayParts(card);

/** Why there are no points. */
export function NoScorecard({ why }: { why: string }) {
  return (
    <Notice className="max-w-3xl" title="No points">
      {why}
    </Notice>
  );
}

/** What the points are worth, the points themselves, and whether they hold on the customers held back. */
export function ScorecardView({ card }: { card: Scorecard }) {
  return (
    <>
      <p className="max-w-3xl font-serif text-xl leading-snug">{keepPercents(sayRanking(card))}</p>
      <div className="mt-2 grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0">
          <p className="max-w-3xl text-sm text-muted">{keepPercents(saySum(card))}</p>
          <Points card={card} />
        </div>
        <div className="min-w-0 lg:sticky lg:top-6 lg:self-start">
          <Calibration sentence={keepPercents(sayCalibration(card))} groups={card.holdout.groups} />
        </div>
      </div>
      <HowComputed figures={explainScorecard(card)} />
    </>
  );
}

/** Every level with its points: the table a person adds them up from. */
function Points({ card: { attributes, outcome } }: { card: Scorecard }) {
  const most = attributes
    .flatMap(({ levels }) => levels)
    .reduce((least, { points }) => Math.max(least, Math.abs(points)), 0);
  return (
    <Table caption="Points by trait and level" hideCaption className="mt-2">
      <thead>
        <tr>
          <Th>Level</Th>
          <Th figure>n</Th>
          <Th figure>{outcome === retentionOutcome ? "Stayed" : "Good"}</Th>
          <Th figure>
            Weight<span className="max-sm:sr-only"> of evidence</span>
          </Th>
          <Th className="hidden w-1/4 sm:table-cell">
            <span className="sr-only">Picture</span>
          </Th>
          <Th figure>Points</Th>
        </tr>
      </thead>
      {attributes.map((attribute) => (
        <Levels key={attributeKey(attribute)} attribute={attribute} most={most} />
      ))}
    </Table>
  );
}

/** A list attribute stands there once for each of its members. */
const attributeKey = ({ attribute, levels }: ScorecardAttribute): string =>
  JSON.stringify([attribute, levels.map(({ label }) => label)]);

function Levels({
  attribute: { attribute, levels },
  most,
}: {
  attribute: ScorecardAttribute;
  /** Points of the level with most of them, either way: the length of a whole bar. */
  most: number;
}) {
  return (
    <tbody>
      <tr>
        <Th scope="rowgroup" colSpan={6} className="pt-5 font-semibold wrap-anywhere">
          {attribute}
        </Th>
      </tr>
      {levels.map(({ label, n, good, woe, points }) => (
        <tr key={label}>
          <Th scope="row" className="min-w-24 wrap-anywhere">
            {label}
          </Th>
          <Td figure>{formatCount(n)}</Td>
          <Td figure>{n === 0 ? "–" : formatPercent(good / n)}</Td>
          <Td figure>{formatSigned(woe, 2)}</Td>
          <Td className="hidden sm:table-cell">
            <PointBar points={points} most={most} />
          </Td>
          <Td figure className="font-medium">
            {formatSigned(points, 0)}
          </Td>
        </tr>
      ))}
    </tbody>
  );
}

const formatSigned = (value: number, decimals: number): string => {
  const text = formatFixed(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
};
