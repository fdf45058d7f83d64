import type { Column, Frame } from "#lib/accounts/frame.ts";
import { formOf, type ListForm, listCell } from "#lib/import/exact-list.ts";
import { isoDate } from "#lib/import/value.ts";
import type { AccountColumns } from "#lib/import/workshop-headings.ts";

/** Who an account is. */
export interface AccountName {
  readonly identity: string;
  readonly name: string;
  readonly domain: string | null;
}

export type ExportCell = string | number;

/** A form of lists in which their members can be told apart again. */
const separatorOf = (column: Column): ListForm => (column.kind === "list" ? formOf(column.dictionary) : ";");

/** The latest start of an account of which it is known whether it left: the data cannot be of an earlier day. */
function latestStart({ retention, startDays }: Frame): number {
  let latest = Number.NEGATIVE_INFINITY;
  startDays?.forEach((day, at) => {
    if (retention?.left[at] !== 2 && day > latest) latest = day;
  });
  return latest;
}

/** The columns that a frame has something to say in. `asOf` is the day its data was taken on (days since 1970-01-01; NaN: none). */
export function columnsOfFrame(frame: Frame, asOf: number): AccountColumns {
  const day = Number.isNaN(asOf) ? asOf : Math.max(asOf, latestStart(frame));
  return {
    start: frame.startDays !== null,
    left: frame.retention === null ? null : { asOf: Number.isNaN(day) ? null : isoDate(day) },
    attributes: frame.columns.map((column) => ({ ...column.attribute, separator: separatorOf(column) })),
    outcomes: frame.outcomes.map(({ outcome }) => outcome),
  };
}

const numberCell = (value: number): ExportCell => (Number.isFinite(value) ? value : "");

function cellsOf(column: Column): (at: number) => ExportCell {
  switch (column.kind) {
    case "category":
      return (at) => column.dictionary[column.codes[at] ?? -1] ?? "";
    case "number": {
      const isDate = column.attribute.type === "date";
      return (at) => {
        const value = column.values[at] ?? Number.NaN;
        return isDate && Number.isFinite(value) ? isoDate(value) : numberCell(value);
      };
    }
    case "list": {
      const separator = separatorOf(column);
      return (at) => {
        if (column.missing[at] !== 0) return "";
        const members = column.codes.subarray(column.offsets[at], column.offsets[at + 1]);
        return listCell(
          Array.from(members, (code) => column.dictionary[code] ?? ""),
          separator,
        );
      };
    }
  }
}

const leftWords = ["no", "yes", ""] as const;

/** Makes the function that writes the account at a place of the frame, under the headings of `columnsOfFrame`. */
export function accountRowWriter(frame: Frame): (at: number, account: AccountName) => ExportCell[] {
  const columns = frame.columns.map(cellsOf);
  const { retention, startDays } = frame;
  return (at, { identity, name, domain }) => {
    const start = startDays?.[at] ?? Number.NaN;
    return [
      identity,
      name,
      domain ?? "",
      ...(startDays === null ? [] : [Number.isFinite(start) ? isoDate(start) : ""]),
      ...(retention === null
        ? []
        : [leftWords[retention.left[at] ?? 2] ?? "", numberCell(retention.months[at] ?? Number.NaN)]),
      ...columns.map((cell) => cell(at)),
      ...frame.outcomes.map(({ values }) => numberCell(values[at] ?? Number.NaN)),
    ];
  };
}
