import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Column, Frame, OutcomeColumn } from "#lib/accounts/frame.ts";
import type { FrameToEncode } from "#lib/accounts/frame-codec.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import { createColumnBuilder } from "#lib/import/column-builder.ts";
import { growableCodes, growableNumbers } from "#lib/import/growable.ts";
import { statusMeanings } from "#lib/import/mapping.ts";
import type { AccountRow } from "#lib/import/read-row.ts";
import { type RetentionFacts, type RetentionShape, readRetention } from "#lib/import/retention.ts";
import { finish as allSteps, counted, paced, type Steps } from "#lib/import/steps.ts";

/** What rows of one import bring; the part of a row reader that the builder needs. */
export interface SourceShape {
  readonly attributes: readonly Attribute[];
  readonly outcomes: readonly NumericOutcome[];
  readonly retention: RetentionShape | null;
}

export interface Source {
  readonly shape: SourceShape;
  /** Where the source's attributes and outcomes stand in the frame; -1: nowhere. */
  readonly attributeAt: readonly number[];
  readonly outcomeAt: readonly number[];
}

export interface FrameBuilder {
  /** Announces an import, so that its rows can be put. */
  source(shape: SourceShape): Source;
  /** The next account; the rows put after this are its own, oldest import first. */
  begin(accountId: string): void;
  /** A row of the account: it overrides what older imports said in the columns that it has. */
  put(source: Source, row: AccountRow): void;
  /** `asOf` gives the day each import's data was taken, as days since 1970-01-01. */
  finish(asOf: (source: Source) => number): Frame;
  finishInSteps(asOf: (source: Source) => number): Steps<Frame>;
  /** The same, to be written away: each column is made when its turn comes, so that they are never there all at once. */
  unfold(asOf: (source: Source) => number): Steps<FrameToEncode>;
}

/** What rows say about who left, by account, in a few bytes each: a million rows themselves would fill the memory. */
function createFacts() {
  const sources = growableCodes();
  const statuses = growableCodes();
  const starts = growableNumbers();
  const ends = growableNumbers();
  const tenures = growableNumbers();
  return {
    set(at: number, { status, start, end, tenure }: RetentionFacts, source: number): void {
      sources.set(at, source);
      statuses.set(at, status === null ? -1 : statusMeanings.indexOf(status));
      starts.set(at, start);
      ends.set(at, end);
      tenures.set(at, tenure);
    },
    /** -1: none. */
    sourceOf: (at: number): number => sources.get(at),
    get: (at: number): RetentionFacts => ({
      status: statusMeanings[statuses.get(at)] ?? null,
      start: starts.get(at),
      end: ends.get(at),
      tenure: tenures.get(at),
    }),
  };
}

/**
 * Builds the frame of a workspace from rows, account by account, in memory proportional to the columns and not to
 * the file: texts are kept once each. `attributes` and `outcomes` are the workspace's, after folding its imports.
 */
export function createFrameBuilder(
  attributes: readonly Attribute[],
  outcomes: readonly NumericOutcome[],
): FrameBuilder {
  const accountIds: string[] = [];
  const columns = attributes.map(createColumnBuilder);
  const outcomeValues = outcomes.map(growableNumbers);
  const starts = growableNumbers();
  const facts = createFacts();
  const sources: Source[] = [];
  let hasRetention = false;
  let hasStart = false;

  function source(shape: SourceShape): Source {
    const attributeAt = shape.attributes.map(({ name }) =>
      attributes.findIndex((known) => known.name === name),
    );
    const outcomeAt = shape.outcomes.map(({ name }) => outcomes.findIndex((known) => known.name === name));
    if (shape.retention !== null) hasRetention = true;
    const made = { shape, attributeAt, outcomeAt };
    sources.push(made);
    return made;
  }

  function put(from: Source, row: AccountRow): void {
    const { shape, attributeAt, outcomeAt } = from;
    const at = accountIds.length - 1;
    for (let i = 0; i < attributeAt.length; i++) {
      const column = columns[attributeAt[i] ?? -1];
      column?.set(at, column.keep(row.values[i] ?? null, shape.attributes[i]?.type ?? "text"));
    }
    for (let i = 0; i < outcomeAt.length; i++)
      outcomeValues[outcomeAt[i] ?? -1]?.set(at, row.outcomes[i] ?? Number.NaN);
    if (shape.retention !== null) facts.set(at, row, sources.indexOf(from));
    if (!Number.isNaN(row.start)) {
      starts.set(at, row.start);
      hasStart = true;
    }
  }

  function* retentionColumn(asOf: (source: Source) => number): Steps<Frame["retention"]> {
    if (!hasRetention) return null;
    const months = new Float64Array(accountIds.length).fill(Number.NaN);
    const left = new Uint8Array(accountIds.length).fill(2);
    const days = sources.map(asOf);
    yield* counted(accountIds.length, (i) => {
      const from = facts.sourceOf(i);
      const shape = sources[from]?.shape.retention;
      if (shape == null) return;
      const read = readRetention(facts.get(i), shape, days[from] ?? Number.NaN);
      months[i] = read.months;
      left[i] = read.left;
    });
    return { months, left };
  }

  function* finishedColumns(): Generator<Column, void, void> {
    for (const column of columns) yield column.finish(accountIds.length);
  }

  function* finishedOutcomes(): Generator<OutcomeColumn, void, void> {
    for (const [i, outcome] of outcomes.entries()) {
      const values = outcomeValues[i]?.finish(accountIds.length);
      yield { outcome, values: values ?? new Float64Array(accountIds.length).fill(Number.NaN) };
    }
  }

  function* unfold(asOf: (source: Source) => number): Steps<FrameToEncode> {
    const retention = yield* retentionColumn(asOf);
    yield;
    const startDays = hasStart ? starts.finish(accountIds.length) : null;
    return { accountIds, columns: finishedColumns(), retention, outcomes: finishedOutcomes(), startDays };
  }

  function* finishInSteps(asOf: (source: Source) => number): Steps<Frame> {
    const { columns: made, outcomes: told, ...rest } = yield* unfold(asOf);
    const every: Column[] = [];
    const all: OutcomeColumn[] = [];
    yield* paced(made, (column) => every.push(column), 1);
    yield* paced(told, (column) => all.push(column), 1);
    return { ...rest, columns: every, outcomes: all };
  }

  return {
    source,
    begin: (accountId) => {
      accountIds.push(accountId);
    },
    put,
    unfold,
    finishInSteps,
    finish: (asOf) => allSteps(finishInSteps(asOf)),
  };
}
