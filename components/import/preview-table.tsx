"use client";

import { cx } from "class-variance-authority";
import { formatExact } from "#lib/analysis/format.ts";
import type { Issue } from "#lib/import/issue.ts";
import { type ColumnMapping, type Mapping, statusKey } from "#lib/import/mapping.ts";
import { type CellReader, cellReader, numberOrYesNo } from "#lib/import/read-cell.ts";
import type { ImportPreview } from "#lib/import/report.ts";
import { isMissing, isoDate } from "#lib/import/value.ts";
import { Card } from "../ui/card";
import { Table, Td, Th } from "../ui/table";
import { meaningWords, roleWords, sayDay } from "./words";

/** A cell as it will be read: in words, or what is wrong with it. */
interface Shown {
  text: string;
  figure: boolean;
  state: "read" | "missing" | "wrong" | "aside";
}

const columnsShown = 40;

/** The first rows as they will be read, not as they stand in the file. */
export function PreviewTable({ mapping, rows }: { mapping: Mapping; rows: ImportPreview["rows"] }) {
  const columns = mapping.columns.slice(0, columnsShown);
  const readers = columns.map((column) => showerOf(column, mapping));
  const hidden = mapping.columns.length - columns.length;
  return (
    <Card padding="flush" title="The first rows, as they will be read">
      <Table caption="The first rows, as they will be read" hideCaption className="px-5 pb-4">
        <thead>
          <tr>
            <Th figure>Row</Th>
            {columns.map((column) => (
              <Th key={column.heading} figure={isFigure(column)} className="whitespace-nowrap">
                <span className={cx("block", column.role === "ignore" ? "text-muted" : "text-ink")}>
                  {column.heading}
                </span>
                <span className="block text-xs font-normal text-muted">{roleWords[column.role]}</span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, cells }) => (
            <tr key={number}>
              <Td figure className="text-muted">
                {number}
              </Td>
              {readers.map((show, i) => (
                <PreviewCell key={columns[i]?.heading} shown={show((cells[i] ?? "").trim())} />
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {hidden > 0 && <p className="px-5 pb-4 text-sm text-muted">And {hidden} further columns.</p>}
    </Card>
  );
}

function PreviewCell({ shown }: { shown: Shown }) {
  return (
    <Td
      figure={shown.figure}
      className={cx(
        "max-w-56 truncate whitespace-nowrap",
        (shown.state === "aside" || shown.state === "missing") && "text-muted",
        shown.state === "wrong" && "font-medium text-poor",
      )}
    >
      {shown.state === "missing" ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="sr-only">missing</span>
        </>
      ) : (
        shown.text
      )}
      {shown.state === "wrong" && <span className="ml-1 text-xs font-normal">cannot be read</span>}
    </Td>
  );
}

function isFigure(column: ColumnMapping): boolean {
  return (
    column.role === "tenure" ||
    column.role === "outcome" ||
    (column.role === "attribute" && column.type === "number")
  );
}

function readerOf(column: ColumnMapping): CellReader | null {
  switch (column.role) {
    case "attribute":
      return cellReader(column);
    case "outcome":
      return numberOrYesNo(column);
    case "tenure":
      return cellReader({ ...column, type: "number" });
    case "start date":
    case "end date":
      return cellReader({ ...column, type: "date" });
    default:
      return null;
  }
}

function showerOf(column: ColumnMapping, mapping: Mapping): (text: string) => Shown {
  const read = readerOf(column);
  const figure = isFigure(column);
  const isDate = column.role === "start date" || column.role === "end date" || column.type === "date";
  const meanings = new Map(mapping.statusValues.map(({ value, means }) => [statusKey(value), means]));
  return (text) => {
    if (isMissing(text)) return { text: "", figure, state: "missing" };
    if (column.role === "status") {
      const means = meanings.get(statusKey(text));
      return means
        ? { text: `${text}: ${meaningWords[means].toLowerCase()}`, figure, state: "read" }
        : { text, figure, state: "wrong" };
    }
    if (read === null) return { text, figure, state: column.role === "ignore" ? "aside" : "read" };
    const wrong: Issue["kind"][] = [];
    const value = read(text, (_, __, kind) => wrong.push(kind));
    if (wrong.length > 0) return { text, figure, state: "wrong" };
    if (value === null || Number.isNaN(value)) return { text: "", figure, state: "missing" };
    if (typeof value === "number")
      return { text: isDate ? sayDay(isoDate(value)) : formatExact(value), figure, state: "read" };
    return { text: typeof value === "string" ? value : value.join(" · "), figure, state: "read" };
  };
}
