/** A linear scale from `low`…`high` to 0…100 per cent of the width, clamped so that no mark leaves its chart. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  at(value: number): number;
}

const steps = [1, 2, 2.5, 5, 10];

/** The round step that divides `span` into about `count` parts. */
function stepFor(span: number, count: number): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (steps.find((step) => step * power >= rough * 0.999) ?? 10) * power;
}

/**
 * A scale over all finite `values`, widened to round ends within `bounds`. One value, or none, gets a span
 * around it, so that a chart of one row is still a chart.
 */
export function scaleOver(values: readonly number[], bounds: readonly [number, number], count = 4): Scale {
  const finite = values.filter(Number.isFinite);
  let low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (low > high) [low, high] = Number.isFinite(bounds[1]) ? bounds : [0, 1];
  if (high - low < 1e-9 * Math.max(1, Math.abs(low))) {
    // Denormal numbers have no tenth: a span of 1e-322 made every place NaN.
    const room = Math.abs(low) > 1e-9 ? Math.abs(low) * 0.1 : 0.1;
    low -= room;
    high += room;
  }
  const step = stepFor(high - low, count);
  low = Math.max(bounds[0], Math.floor(low / step + 1e-9) * step);
  high = Math.min(bounds[1], Math.ceil(high / step - 1e-9) * step);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return {
    low,
    high,
    ticks,
    at: (value) => Number((Math.min(1, Math.max(0, (value - low) / (high - low))) * 100).toFixed(2)),
  };
}

/** The whole of a share: 0 to 1. */
export const shareScale = (): Scale => scaleOver([0, 1], [0, 1]);
export const anything: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const shares: readonly [number, number] = [0, 1];
