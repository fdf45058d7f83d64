import { Download } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Table, Td, Th } from "../ui/table";
import { type Figures, shownCell, toCsv } from "./figures";

interface ChartFrameProps {
  /** What the picture shows, in words. */
  sentence: ReactNode;
  /** Leaves the sentence to screen readers, where the page says it already. */
  hideSentence?: boolean;
  figures: Figures;
  /** File name of the CSV, without its ending. */
  name: string;
  /** A remark under the picture: method, what is left out. */
  note?: ReactNode;
  children: ReactNode;
}

/** Every chart: the sentence above, the picture, and below it the same figures as a table and as a file. */
export function ChartFrame({
  sentence,
  hideSentence = false,
  figures,
  name,
  note,
  children,
}: ChartFrameProps) {
  const id = useId();
  return (
    <figure aria-labelledby={id}>
      <figcaption id={id} className={hideSentence ? "sr-only" : "mb-3 font-medium"}>
        {sentence}
      </figcaption>
      {children}
      {note && <p className="mt-2 text-xs text-muted">{note}</p>}
      <FigureTable figures={figures} name={name} />
    </figure>
  );
}

/** The figures as a table, folded until asked for, and as a CSV. Works without JavaScript. */
export function FigureTable({ figures, name }: { figures: Figures; name: string }) {
  if (figures.rows.length === 0) return null;
  return (
    <details className="group mt-2 text-sm" data-print="hide">
      <summary className="inline-block rounded-sm text-muted hover:text-ink">
        <span className="group-open:hidden">Figures as a table</span>
        <span className="hidden group-open:inline">Hide the table</span>
      </summary>
      <div className="mt-2 rounded-md border border-line bg-raised px-3 pt-1 pb-2">
        <Table caption="Figures of the chart above" hideCaption>
          <thead>
            <tr>
              {figures.columns.map(({ label }, column) => (
                <Th key={label} figure={column > 0} className="whitespace-nowrap">
                  {label}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same; they never move
              <tr key={index}>
                {row.map((cell, column) =>
                  column === 0 ? (
                    <Th key={figures.columns[0]?.label} scope="row">
                      {shownCell(figures, column, cell)}
                    </Th>
                  ) : (
                    <Td key={figures.columns[column]?.label} figure>
                      {shownCell(figures, column, cell)}
                    </Td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </Table>
        <a
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(toCsv(figures))}`}
          download={`${name}.csv`}
          className="prose-link mt-2 inline-flex items-center gap-1"
        >
          <Download aria-hidden="true" className="size-3.5" />
          CSV
        </a>
      </div>
    </details>
  );
}

/** In place of a chart that has nothing to draw. */
export function NothingToDraw({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-md border border-dashed border-line px-4 py-8 text-center text-muted">{children}</p>
  );
}
