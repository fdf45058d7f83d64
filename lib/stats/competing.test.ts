import fc from "fast-check";
import { expect, test } from "vitest";
import { cumulativeIncidence, endings, incidenceAt } from "#lib/stats/competing.ts";
import { z95 } from "#lib/stats/distributions.ts";
import { horizonWeights } from "#lib/stats/horizon.ts";
import { createRandom } from "#lib/stats/random.ts";
import { kaplanMeier } from "#lib/stats/survival.ts";
import { timeline } from "#lib/stats/timeline.ts";

const rowsOf = fc.array(
  fc.record({ t: fc.integer({ min: 1, max: 15 }), how: fc.integer({ min: 0, max: 2 }) }),
  { minLength: 2, maxLength: 40 },
);

/** The definition, time by time: whoever is free just before × the share of those at risk that has the event. */
function byDefinition(rows: readonly { t: number; how: number }[], time: number): number {
  let [free, share] = [1, 0];
  for (let t = 1; t <= time; t++) {
    const atRisk = rows.filter((row) => row.t >= t).length;
    if (atRisk === 0) break;
    const count = (how: number) => rows.filter((row) => row.t === t && row.how === how).length;
    share += (free * count(1)) / atRisk;
    free *= 1 - (count(1) + count(2)) / atRisk;
  }
  return share;
}

test("property: the sum over times of who is free times who has the event", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 0, max: 16 }), (rows, time) => {
      const curve = cumulativeIncidence(
        rows.map(({ t }) => t),
        rows.map(({ how }) => how),
      );
      expect(incidenceAt(curve, time).value).toBeCloseTo(byDefinition(rows, time), 12);
    }),
  );
});

test("property: events, others and those still free are everybody", () => {
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const times = rows.map(({ t }) => t);
      const own = cumulativeIncidence(
        times,
        rows.map(({ how }) => how),
      );
      const other = cumulativeIncidence(
        times,
        rows.map(({ how }) => [0, 2, 1][how]!),
      );
      const free = kaplanMeier(
        times,
        rows.map(({ how }) => (how === 0 ? 0 : 1)),
      ).survival;
      own.incidence.forEach((share, j) => {
        expect(share + other.incidence[j]! + free[j]!).toBeCloseTo(1, 12);
      });
    }),
  );
});

test("property: weighted by the censoring curve, the known rows give the same share at a horizon", () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 15 }), (rows, horizon) => {
      const times = rows.map(({ t }) => t);
      const ended = rows.map(({ how }) => (how === 0 ? 0 : 1));
      const weights = horizonWeights(times, ended, horizon);
      const event = weights.reduce(
        (sum, w, i) => (rows[i]!.how === 1 && times[i]! < horizon ? sum + w : sum),
        0,
      );
      expect(event / rows.length).toBeCloseTo(byDefinition(rows, horizon - 1), 9);
    }),
  );
});

test("without others it is Kaplan and Meier's curve turned over, with Greenwood's variance", () => {
  const random = createRandom(1);
  const times = Array.from({ length: 80 }, () => Math.ceil(12 * random()));
  const left = times.map(() => (random() < 0.6 ? endings.event : endings.cutOff));
  const curve = cumulativeIncidence(times, left);
  let greenwood = 0;
  const km = kaplanMeier(times, left);
  curve.incidence.forEach((share, j) => {
    expect(share).toBeCloseTo(1 - km.survival[j]!, 12);
    const [n, d] = [km.atRisk[j]!, km.events[j]!];
    if (n > d) greenwood += d / (n * (n - d));
    if (!(share > 0 && share < 1)) return;
    const se = (1 - share) * Math.sqrt(greenwood);
    expect(curve.low[j]).toBeCloseTo(share ** Math.exp((z95 * se) / (-share * Math.log(share))), 10);
    expect(curve.high[j]).toBeCloseTo(share ** Math.exp((-z95 * se) / (-share * Math.log(share))), 10);
  });
});

test("without anybody cut off it is the plain share, with the binomial variance", () => {
  const random = createRandom(2);
  const times = Array.from({ length: 90 }, () => Math.ceil(12 * random()));
  const ended = times.map(() => (random() < 0.5 ? endings.event : endings.other));
  const { value, low } = incidenceAt(cumulativeIncidence(times, ended), 6);
  const share = times.filter((time, i) => time <= 6 && ended[i] === 1).length / 90;
  expect(value).toBeCloseTo(share, 12);
  const se = Math.sqrt((share * (1 - share)) / 90);
  expect(low).toBeCloseTo(share ** Math.exp((z95 * se) / (-share * Math.log(share))), 10);
});

test("its interval holds the truth about as often as it says", () => {
  const random = createRandom(3);
  // Events at .1 and others at .05 a month, cut off anywhere within 20: by month 8 the share is .1/.15·(1 − e^(−1.2)).
  const truth = (0.1 / 0.15) * (1 - Math.exp(-1.2));
  let held = 0;
  for (let round = 0; round < 400; round++) {
    const rows = Array.from({ length: 120 }, () => {
      const end = -Math.log(1 - random()) / 0.15;
      const seen = 20 * random();
      const how = end > seen ? endings.cutOff : random() < 2 / 3 ? endings.event : endings.other;
      return { t: Math.min(end, seen), how };
    });
    const curve = cumulativeIncidence(
      rows.map(({ t }) => t),
      rows.map(({ how }) => how),
    );
    const { low, high } = incidenceAt(curve, 8);
    if (low <= truth && truth <= high) held++;
  }
  // 95 % of 400 is 380; four standard errors either way.
  expect(held).toBeGreaterThan(362);
  expect(held).toBeLessThan(398);
});

test("rows that come late count from then on, and unknown times not at all", () => {
  const on = timeline([4, 6, Number.NaN, 8], [-1, 5, -1, -1]);
  const { incidence, atRisk } = cumulativeIncidence([4, 6, Number.NaN, 8], [1, 2, 1, 1], on);
  expect([...atRisk]).toEqual([2, 2, 1]);
  expect([...incidence]).toEqual([0.5, 0.5, 0.75]);
});
