import type { ReactNode } from "react";
import type { ChartCurve } from "#lib/analysis/curve.ts";
import { formatPercent } from "#lib/analysis/format.ts";
import type { PatternSheet, SheetBar } from "#lib/analysis/sheet.ts";
import { Distribution } from "../charts/distribution";
import { RateBars } from "../charts/rate-bars";
import { RetentionCurves } from "../charts/retention-curves";
import { Strata } from "../charts/strata";
import { strataSentence } from "./strata-sentence";

/** More levels than this are a list, not a picture; the forest has them all. */
const mostBars = 9;

export function PatternPictures({ sheet }: { sheet: PatternSheet }) {
  const { pattern, strata, measure, better } = sheet;
  return (
    <>
      {sheet.curves && <Staying sheet={sheet} />}
      {sheet.bins && <Spread sheet={sheet} />}
      <Part title={`Every ${pattern.attribute}`}>
        <RateBars
          sentence={`${pattern.attribute}: each level beside all accounts.`}
          hideSentence
          bars={shownBars(sheet.bars)}
          base={sheet.base.value}
          measure={measure}
          direction={pattern.direction}
          name={fileName(pattern.attribute)}
        />
      </Part>
      {strata && (
        <Part title={`Within ${strata.by}`}>
          <Strata
            sentence={strataSentence(strata)}
            by={strata.by}
            all={strata.all}
            within={strata.within}
            measure={measure}
            better={better}
            name={fileName(`${pattern.attribute} within ${strata.by}`)}
          />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6">
      <h3 className="eyebrow mb-2 break-words">{title}</h3>
      {children}
    </section>
  );
}

/** The levels in their own order, the chosen one always among them, the smallest left out where there are many. */
function shownBars(bars: readonly SheetBar[]): readonly SheetBar[] {
  const largest = bars.toSorted((a, b) => b.n - a.n).slice(0, mostBars);
  return bars.filter((bar) => bar.chosen || largest.includes(bar));
}

function Staying({ sheet }: { sheet: PatternSheet }) {
  const { pattern, curves, retentionSentence } = sheet;
  if (!curves) return null;
  return (
    <Part title="How long they stay">
      <RetentionCurves
        sentence={retentionSentence ?? "How long these accounts stay, and the rest."}
        curves={curves.curves.map((curve) => ({ ...curve, label: curveLabel(curve) }))}
        ticks={curves.ticks}
        name={fileName(`${pattern.attribute} ${pattern.level} retention`)}
        note="Kaplan-Meier, with pointwise 95 % intervals on the log-log scale: every account counts for as long as it was followed."
      />
    </Part>
  );
}

const yearMonths = 12;
const longestName = 22;

/** "Two year, 98.0 % after a year", where anybody was followed for a year. */
function curveLabel({ label, steps, followedTo }: ChartCurve): string {
  const name = label.length > longestName ? `${label.slice(0, longestName - 1)}…` : label;
  const kept = steps.findLast((step) => step.months <= yearMonths)?.kept;
  return kept === undefined || followedTo < yearMonths
    ? name
    : `${name}, ${formatPercent(kept)} after a year`;
}

function Spread({ sheet }: { sheet: PatternSheet }) {
  const { pattern, outcome, bins } = sheet;
  if (!bins) return null;
  return (
    <Part title={`How ${outcome} is spread`}>
      <Distribution
        sentence={`${outcome}: these accounts above, the rest below, each as shares of its own group.`}
        hideSentence
        outcome={outcome}
        bins={bins}
        inside={{ label: pattern.level, n: pattern.n, mean: pattern.inside }}
        rest={{ label: "the rest", n: pattern.rest.n, mean: pattern.rest }}
        direction={pattern.direction}
        name={fileName(`${pattern.attribute} ${pattern.level} ${outcome}`)}
        note="The lowest and highest hundredth are drawn at the ends."
      />
    </Part>
  );
}

/** Words as a file name: small letters, digits and hyphens. */
const fileName = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80) || "figures";
