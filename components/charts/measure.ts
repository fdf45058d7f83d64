import {
  formatExact,
  formatFixed,
  formatNumber,
  formatPercent,
  formatPercents,
} from "#lib/analysis/format.ts";
import { anything, type Scale, scaleOver, shares } from "./scale";

/** What an axis counts: a rate (0-1, shown in per cent) or a mean in the outcome's own unit. */
export type Measure = "rate" | "mean";

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const formatValue = (measure: Measure, value: number): string =>
  measure === "rate" ? formatPercent(value) : formatNumber(value);

/** A tick of the axis: whole per cents, because the ends are round; the last one names the unit for all. */
export function formatTick(measure: Measure, value: number, last: boolean): string {
  if (measure === "mean") return formatExact(Number(value.toPrecision(6)));
  const percent = String(Number((value * 100).toFixed(1)));
  return last ? `${percent} %` : percent;
}

/** Always with its sign: "+24.1 points", "−3.2". */
export const formatDifference = (measure: Measure, value: number): string =>
  measure === "rate" ? `${formatPoints(measure, value)} points` : formatPoints(measure, value);

/** The same without its unit, under a heading that names it. */
export function formatPoints(measure: Measure, value: number): string {
  const text = measure === "rate" ? formatFixed(value * 100, 1) : formatNumber(value);
  return value > 0 ? `+${text}` : text;
}

/** The interval of a difference: "18.2 to 29.0". */
export function formatPointsInterval(measure: Measure, { low, high }: Estimate): string {
  return formatInterval(measure, { value: 0, low, high }).replace(" %", "");
}

/** "74.1 to 82.0 %", "1.2 to 3.4". */
export function formatInterval(measure: Measure, { low, high }: Estimate): string {
  return measure === "rate" ? formatPercents(low, high) : `${formatNumber(low)} to ${formatNumber(high)}`;
}

export const scaleFor = (measure: Measure, values: readonly number[], count?: number): Scale =>
  scaleOver(values, measure === "rate" ? shares : anything, count);
