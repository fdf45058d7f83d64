import { cx } from "class-variance-authority";
import { formatCount, formatNumber, formatWholePercent } from "#lib/analysis/format.ts";
import type { EvidencePanel, EvidenceRow } from "#lib/icp/evidence-panels.ts";
import { ChartFrame } from "../charts/chart-frame";
import type { Figures } from "../charts/figures";
import { IntervalMark, Strip, Ticks } from "../charts/marks";
import { scaleFor } from "../charts/measure";
import { type Scale, shareScale } from "../charts/scale";

/** What each rule rests on: a group with its 95 % interval beside all other customers, one picture an outcome. */
export function EvidencePicture({ panels }: { panels: readonly EvidencePanel[] }) {
  return (
    <div className="space-y-8 print:space-y-3">
      {panels.map((panel) => (
        <Panel key={panel.title} panel={panel} />
      ))}
      <p className="max-w-prose text-xs text-muted">
        The large mark is the group with its 95 % interval: full where the pattern is supported, half where it
        is suggestive, hollow where there is not enough evidence. What was measured only at publishing, as the
        whole profile is, counts as suggestive at most. The small mark in the pale band is everybody else.
        Counted are customers whose outcome is known. What goes together need not be the cause.
      </p>
    </div>
  );
}

const columns =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 sm:grid-cols-[minmax(0,10fr)_minmax(0,13fr)_5.5rem_3.5rem] print:grid-cols-[minmax(0,14fr)_minmax(0,10fr)_7rem_3.5rem]";
const wide = "hidden sm:block print:block";

function Panel({ panel }: { panel: EvidencePanel }) {
  const scale =
    panel.measure === "rate"
      ? shareScale()
      : scaleFor(
          panel.measure,
          panel.rows.flatMap(({ inside, rest }) => [inside.low, inside.high, rest.low, rest.high]),
        );
  return (
    <ChartFrame sentence={panel.sentence} figures={figuresOf(panel)} name={panel.title}>
      <div className={cx(columns, "items-end pb-0.5 text-2xs text-muted")} aria-hidden="true">
        <span className={wide}>{panel.title}</span>
        <div className="max-sm:col-span-2">
          <Ticks scale={scale} measure={panel.measure} />
        </div>
        <span className={cx("text-right", wide)}>this group</span>
        <span className={cx("text-right", wide)}>others</span>
      </div>
      <ul>
        {panel.rows.map((row) => (
          <Row key={row.id} row={row} measure={panel.measure} scale={scale} />
        ))}
      </ul>
    </ChartFrame>
  );
}

const formatOf = (measure: "rate" | "mean") => (measure === "rate" ? formatWholePercent : formatNumber);

function Row({ row, measure, scale }: { row: EvidenceRow; measure: "rate" | "mean"; scale: Scale }) {
  const figure = formatOf(measure);
  const interval = `${figure(row.inside.low).replace(" %", "")} to ${figure(row.inside.high)}`;
  return (
    <li className={cx(columns, "items-center border-t border-line py-1.5 sm:py-1 print:py-0.5")}>
      <div className={cx("min-w-0", row.whole && "font-semibold")}>
        {row.label}
        <span className="block text-xs font-normal text-muted tabular-nums print:ml-2 print:inline print:whitespace-nowrap">
          {`${formatCount(row.n)} of ${formatCount(row.total)} customers`}
        </span>
      </div>
      <div className="order-last col-span-2 self-stretch sm:order-none sm:col-span-1 print:order-none print:col-span-1 print:[&>svg]:h-5">
        <Strip height={34}>
          <Ground row={row} scale={scale} />
          <IntervalMark
            scale={scale}
            inside={row.inside}
            rest={row.rest.value}
            word={row.word}
            direction={row.direction}
          />
        </Strip>
      </div>
      <div className="text-right whitespace-nowrap tabular-nums">
        <span className="font-medium">{figure(row.inside.value)}</span>
        <span className="ml-2 text-muted sm:hidden print:hidden">{`others ${figure(row.rest.value)}`}</span>
        <span className="hidden text-xs text-muted sm:block print:ml-2 print:inline">{interval}</span>
        <span className="sr-only">{row.word}</span>
      </div>
      <div className={cx("text-right whitespace-nowrap text-muted tabular-nums", wide)}>
        {figure(row.rest.value)}
      </div>
    </li>
  );
}

/** The ticks behind the marks, and the interval of everybody else as a pale band. */
function Ground({ row, scale }: { row: EvidenceRow; scale: Scale }) {
  return (
    <>
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          x1={`${scale.at(tick)}%`}
          x2={`${scale.at(tick)}%`}
          y1="0"
          y2="100%"
          stroke="var(--color-line)"
        />
      ))}
      <line
        x1={`${scale.at(row.rest.low)}%`}
        x2={`${scale.at(row.rest.high)}%`}
        y1="50%"
        y2="50%"
        stroke="var(--color-bar)"
        strokeWidth="7"
      />
    </>
  );
}

function figuresOf(panel: EvidencePanel): Figures {
  const format = formatOf(panel.measure);
  const figure = (label: string) => ({ label, format });
  return {
    columns: [
      { label: "Group" },
      { label: "Customers", format: formatCount },
      { label: "Of", format: formatCount },
      figure("This group"),
      figure("From"),
      figure("To"),
      figure("Others"),
      figure("Others from"),
      figure("Others to"),
      { label: "Evidence" },
    ],
    rows: panel.rows.map(({ label, n, total, inside, rest, word }) => [
      label,
      n,
      total,
      inside.value,
      inside.low,
      inside.high,
      rest.value,
      rest.low,
      rest.high,
      word,
    ]),
  };
}
