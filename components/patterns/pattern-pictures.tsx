import type { ReactNode } from "react";
import { adjustedSentence } from "#lib/analysis/adjusted-retention.ts";
import { cutSentence } from "#lib/analysis/cut-detail.ts";
import type { AttributeFindings, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { formatPercent, keepPercents } from "#lib/analysis/format.ts";
import { type PatternDetail, strataSentence } from "#lib/analysis/pattern-detail.ts";
import type { GroupCurve } from "#lib/analysis/retention-detail.ts";
import { retentionSentence } from "#lib/analysis/sentence.ts";
import { Distribution } from "../charts/distribution";
import { type Bar, RateBars } from "../charts/rate-bars";
import { type Curve, RetentionCurves } from "../charts/retention-curves";
import { Strata } from "../charts/strata";
import { MadeOf } from "./made-of";
import { WonByTable } from "./won-by";

interface Pictured {
  attribute: AttributeFindings;
  pattern: Pattern;
  findings: OutcomeFindings;
}

/** More levels than this are a list, not a picture; the table below has them all in the forest anyway. */
const mostBars = 9;

export function PatternPictures({ detail, ...pictured }: Pictured & { detail: PatternDetail | null }) {
  const { findings, pattern } = pictured;
  return (
    <>
      {detail?.retention && <Staying {...pictured} retention={detail.retention} />}
      {detail?.adjusted && (
        <p className="mt-3 text-sm">
          {keepPercents(adjustedSentence(detail.adjusted))}{" "}
          <span className="text-muted">Cox regression, Efron’s ties.</span>
        </p>
      )}
      {detail?.sale && (
        <Part title="How soon they are won">
          <WonByTable rows={detail.sale} level={pattern.level} />
        </Part>
      )}
      {detail?.components && (
        <Part title="What it is made of">
          <MadeOf components={detail.components} level={pattern.level} />
        </Part>
      )}
      {detail?.spread && <Spread {...pictured} spread={detail.spread} />}
      <Part title={`Every ${pattern.attribute}`}>
        <RateBars
          sentence={`${pattern.attribute}: each level beside all accounts.`}
          hideSentence
          bars={barsOf(pictured)}
          base={findings.base.value}
          measure={findings.measure}
          direction={pattern.direction}
          name={fileName(pattern.attribute)}
        />
        {detail?.cut && <p className="mt-2 text-sm text-muted">{keepPercents(cutSentence(detail.cut))}</p>}
      </Part>
      {detail?.strata && (
        <Part title={`Within ${detail.strata.by}`}>
          <Strata
            sentence={strataSentence(detail.strata)}
            by={detail.strata.by}
            all={detail.strata.all}
            within={detail.strata.within}
            measure={findings.measure}
            better={findings.better}
            name={fileName(`${pattern.attribute} within ${detail.strata.by}`)}
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
function barsOf({ attribute, pattern }: Pictured): readonly Bar[] {
  const largest = attribute.patterns.toSorted((a, b) => b.n - a.n).slice(0, mostBars);
  const shown = attribute.patterns.filter((one) => largest.includes(one) || one.id === pattern.id);
  return shown.map((one) => ({
    label: one.level,
    n: one.n,
    estimate: one.inside,
    chosen: one.id === pattern.id,
  }));
}

const yearMonths = 12;

function Staying({ pattern, retention }: Pictured & { retention: NonNullable<PatternDetail["retention"]> }) {
  const { inside, rest, ticks } = retention;
  return (
    <Part title="How long they stay">
      <RetentionCurves
        sentence={retentionSentence(pattern) ?? "How long these accounts stay, and the rest."}
        curves={[
          curveOf(pattern.level, inside, pattern.direction),
          { ...curveOf("the rest", rest, "none"), dashed: true },
        ]}
        ticks={ticks}
        name={fileName(`${pattern.attribute} ${pattern.level} retention`)}
        note="Kaplan-Meier, with pointwise 95 % intervals on the log-log scale. Every account counts for as long as it was followed."
      />
    </Part>
  );
}

function curveOf(name: string, { n, points, followedTo, atRisk }: GroupCurve, tone: Curve["tone"]): Curve {
  const kept = points.findLast((point) => point.months <= yearMonths)?.kept;
  const after = kept !== undefined && followedTo >= yearMonths ? `, ${formatPercent(kept)} after a year` : "";
  const short = name.length > 24 ? `${name.slice(0, 23)}…` : name;
  return { label: `${short}${after}`, tone, n, steps: points, followedTo, atRisk };
}

function Spread({ pattern, findings, spread }: Pictured & { spread: NonNullable<PatternDetail["spread"]> }) {
  return (
    <Part title={`How ${findings.outcome} is spread`}>
      <Distribution
        sentence={`${findings.outcome}: these accounts above, the rest below, each as shares of its own group.`}
        hideSentence
        outcome={findings.outcome}
        bins={spread}
        inside={{ label: pattern.level, n: pattern.n, mean: pattern.inside }}
        rest={{ label: "the rest", n: pattern.rest.n, mean: pattern.rest }}
        direction={pattern.direction}
        name={fileName(`${pattern.attribute} ${pattern.level} ${findings.outcome}`)}
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
