import type { ReactNode } from "react";
import { Calibration, type CalibrationGroup } from "../../components/charts/calibration";
import { GainCurve, type GainPoint } from "../../components/charts/gain-curve";
import { PointBar } from "../../components/charts/point-bar";
import { QuadrantChart, type QuadrantMark } from "../../components/charts/quadrant";
import { RuleForest, type RuleMark } from "../../components/charts/rule-forest";

/** What stands around a chart in the gallery. */
type Show = (state: string, chart: ReactNode) => ReactNode;

const around = (value: number, half: number) => ({
  value,
  low: Math.max(0, value - half),
  high: Math.min(1, value + half),
});

const ruleFacts = [
  ["Industry is Software and employees are 200 to under 1,000", 188, 0.86, 0.06, "supported"],
  ["Deployment is On-premises", 64, 0.29, 0.14, "supported"],
  ["Security owner is Yes and cloud includes AWS", 141, 0.74, 0.11, "suggestive"],
  ["Country is Portugal and funding is Seed", 27, 0.52, 0.3, "insufficient"],
] as const;

const rules: readonly RuleMark[] = ruleFacts.map(([words, n, value, half, word]) => ({
  id: words,
  href: "#rules",
  words,
  n,
  expected: around(value, half),
  rest: 0.6,
  word,
  direction: value > 0.61 ? "good" : "poor",
}));

const gain = (bend: number, half: number): readonly GainPoint[] =>
  Array.from({ length: 21 }, (_, i) => {
    const share = i / 20;
    const found = share ** (1 / bend);
    const spread = half * 4 * share * (1 - share);
    return { share, found: around(found, spread), beside: share ** (1 / (1 + (bend - 1) / 2)) };
  });

const mark = (name: string, x: number, y: number, half: number, region: string | null): QuadrantMark => ({
  id: name,
  href: "#quadrant",
  name,
  x: around(x, half),
  y: around(y, half * 1.4),
  nX: Math.round(0.25 / half ** 2),
  nY: Math.round(0.12 / half ** 2),
  region,
  direction: region === null ? "none" : y > 0.6 ? "good" : "poor",
});

const marks: readonly QuadrantMark[] = [
  mark("Segment: Mid-market", 0.62, 0.78, 0.04, "Aim here"),
  mark("Segment: Small", 0.66, 0.35, 0.04, "Beware"),
  mark("Employees: 10 to 49", 0.67, 0.36, 0.05, "Beware"),
  mark("Deployment: On-premises", 0.22, 0.31, 0.06, "Leave alone"),
  mark("Industry: Bank", 0.3, 0.82, 0.07, "Worth the effort"),
  mark("Country: Portugal", 0.48, 0.63, 0.12, null),
];

const manyMarks: readonly QuadrantMark[] = Array.from({ length: 240 }, (_, i) =>
  mark(
    `Trait ${i + 1}`,
    0.5 + 0.4 * Math.sin(i * 1.7),
    0.5 + 0.4 * Math.cos(i * 2.3),
    0.03,
    i % 24 === 0 ? "Beware" : null,
  ),
);

const groups: readonly CalibrationGroup[] = [
  [16, 67, 570, 0.33, 0.35],
  [68, 96, 565, 0.6, 0.62],
  [97, 125, 574, 0.8, 0.81],
  [126, 126, 12, 0.92, 0.75],
].map(([from = 0, to = 0, n = 0, foretold = 0, seen = 0]) => ({
  from,
  to,
  n,
  foretold,
  seen: around(seen, 1 / Math.sqrt(n)),
}));

/** Charts of combinations, of the back-test, of points and of winning against keeping, in every state. */
export function evidenceCharts(show: Show): ReactNode {
  const forest = { base: 0.61, baseName: "all 61.0 %", measure: "rate", name: "rules" } as const;
  const curve = { name: "the draft's rules", besideName: "Segment alone" } as const;
  const quadrant = {
    baseX: 0.48,
    baseY: 0.6,
    nameX: "easy to win: share of companies won",
    nameY: "worth keeping: share good",
    corners: ["Aim here", "Beware", "Leave alone", "Worth the effort"],
  } as const;
  return (
    <>
      {show(
        "Rules, normal",
        <RuleForest {...forest} rules={rules} sentence="412 combinations examined, 2 hold." />,
      )}
      {show(
        "Rules, one and none",
        <>
          <RuleForest {...forest} rules={rules.slice(0, 1)} sentence="One holds." />
          <RuleForest {...forest} rules={[]} sentence="None." />
        </>,
      )}
      {show(
        "Gain curve, normal",
        <GainCurve
          {...curve}
          points={gain(2.2, 0.06)}
          taken={{ share: 0.31, found: 0.31 ** (1 / 2.2) }}
          sentence="The half that they would take first holds 73 % of those who are good; by chance 50 %."
        />,
      )}
      {show(
        "Gain curve, no better than chance and nothing beside",
        <GainCurve
          {...curve}
          besideName={null}
          points={gain(1, 0.2).map((point) => ({ ...point, beside: null }))}
          taken={null}
          sentence="They take nobody."
        />,
      )}
      {show(
        "Quadrant, normal",
        <QuadrantChart
          {...quadrant}
          marks={marks}
          sentence="Segment: Small: easy to win, not worth keeping."
        />,
      )}
      {show(
        "Quadrant, one and none",
        <>
          <QuadrantChart {...quadrant} marks={marks.slice(0, 1)} sentence="One trait." />
          <QuadrantChart {...quadrant} marks={[]} sentence="None." />
        </>,
      )}
      {show(
        "Quadrant, huge",
        <QuadrantChart {...quadrant} marks={manyMarks} sentence="Ten of 240 are told from the rest." />,
      )}
      {show(
        "Calibration, normal",
        <Calibration groups={groups} sentence="They promise 61 % on average, and 60 % came true." />,
      )}
      {show(
        "Calibration, one and none",
        <>
          <Calibration groups={groups.slice(0, 1)} sentence="All have as many points." />
          <Calibration groups={[]} sentence="Nobody." />
        </>,
      )}
      {show(
        "Points, for, against and none",
        [18, -9, 0].map((points) => <PointBar key={points} points={points} most={20} />),
      )}
    </>
  );
}
