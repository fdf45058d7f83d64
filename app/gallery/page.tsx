import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Distribution } from "../../components/charts/distribution";
import { Forest } from "../../components/charts/forest";
import { RateBars } from "../../components/charts/rate-bars";
import { RetentionCurves } from "../../components/charts/retention-curves";
import { Strata } from "../../components/charts/strata";
import { Card } from "../../components/ui/card";
import { PageHeader } from "../../components/ui/page-header";
import { evidenceCharts } from "./evidence-charts";
import * as examples from "./examples";
import { Parts } from "./parts";

export const metadata: Metadata = { title: "Gallery", robots: { index: false } };

/** Every part and every chart in every state, for the eye and for the tests; not there in a real installation. */
export default function Gallery() {
  if (process.env.ICP_GALLERY !== "1") notFound();
  return (
    <main className="mx-auto max-w-[76rem] px-4 py-8 md:px-9">
      <PageHeader title="Gallery" summary="Every part and every chart, in every state." />
      <Parts />
      <Forests />
      <div className="mt-10 grid items-start gap-6 lg:grid-cols-2">
        <Bars />
        <Curves />
        <Distributions />
        <StrataStates />
        {evidenceCharts((state, chart) => (
          <Shown state={state}>{chart}</Shown>
        ))}
      </div>
    </main>
  );
}

function Shown({ state, children }: { state: string; children: ReactNode }) {
  return (
    <Card>
      <h3 className="eyebrow mb-3">{state}</h3>
      {children}
    </Card>
  );
}

function Forests() {
  return (
    <section className="mt-10">
      <h2 className="mb-2 text-xl">Forest</h2>
      <Forest groups={examples.forestGroups} base={0.61} measure="rate" baseName="all 61 %" />
      <h3 className="mt-10 text-lg">One row</h3>
      <Forest groups={examples.forestOne} base={0.61} measure="rate" baseName="all 61 %" />
      <h3 className="mt-10 text-lg">Huge, in a narrow place</h3>
      <div className="h-96 max-w-md overflow-y-auto border-y border-line px-2">
        <Forest groups={examples.forestHuge} base={0.61} measure="rate" baseName="all 61 %" />
      </div>
    </section>
  );
}

function Bars() {
  const shared = { base: 0.61, measure: "rate", direction: "good", name: "rates" } as const;
  return (
    <>
      <Shown state="Rate bars, normal">
        <RateBars
          {...shared}
          bars={examples.bars}
          sentence="Accounts of 200 to 999 people are good customers more often: 78 %, others 54 %."
        />
      </Shown>
      <Shown state="Rate bars, one row and none">
        <RateBars {...shared} bars={examples.bars.slice(2, 3)} sentence="One group only." />
        <div className="mt-4">
          <RateBars {...shared} bars={[]} sentence="None." />
        </div>
      </Shown>
      <Shown state="Rate bars, huge">
        <RateBars {...shared} direction="poor" bars={examples.manyBars} sentence="Twenty-four groups." />
      </Shown>
    </>
  );
}

function Curves() {
  const ticks = examples.curveTicks;
  return (
    <>
      <Shown state="Retention, normal">
        <RetentionCurves
          sentence="Accounts on two-year contracts stay longer: 98 % after a year, others 68 %."
          curves={examples.curves}
          ticks={ticks}
          name="retention"
          note="Kaplan-Meier with log-log intervals."
        />
      </Shown>
      <Shown state="Retention, one small group and none">
        <RetentionCurves
          sentence="Five accounts, followed for 14 months."
          curves={examples.smallCurves}
          ticks={[0, 6, 12]}
          name="retention"
        />
        <div className="mt-4">
          <RetentionCurves sentence="None." curves={[]} ticks={[0]} name="retention" />
        </div>
      </Shown>
    </>
  );
}

function Distributions() {
  const mean = (value: number) => ({ value, low: value - 1.4, high: value + 1.6 });
  const shared = { outcome: "Days to onboard", direction: "good", name: "days" } as const;
  const inside = { label: "Software", n: 472, mean: mean(27.3) };
  const rest = { label: "the rest", n: 871, mean: mean(41.9) };
  return (
    <>
      <Shown state="Distribution, normal">
        <Distribution
          {...shared}
          sentence="Software companies are onboarded sooner: 27 days, others 42."
          bins={examples.bins}
          inside={inside}
          rest={rest}
        />
      </Shown>
      <Shown state="Distribution, one bin and none">
        <Distribution
          {...shared}
          sentence="Everybody took the same time."
          bins={[{ from: 10, to: 11, inside: 4, rest: 9 }]}
          inside={{ label: "Software", n: 4, mean: { value: 10.5, low: 10.5, high: 10.5 } }}
          rest={{ label: "the rest", n: 9, mean: { value: 10.5, low: 10.5, high: 10.5 } }}
        />
        <div className="mt-4">
          <Distribution {...shared} sentence="None." bins={[]} inside={inside} rest={rest} />
        </div>
      </Shown>
    </>
  );
}

function StrataStates() {
  const shared = { by: "InternetService", measure: "rate", better: "higher", name: "strata" } as const;
  return (
    <>
      <Shown state="Within strata, a reversal">
        <Strata
          {...shared}
          sentence="Within each kind of internet service the difference turns round."
          all={examples.simpsonAll}
          within={examples.simpsonWithin}
        />
      </Shown>
      <Shown state="Within strata, none">
        <Strata {...shared} sentence="None." all={examples.simpsonAll} within={[]} />
      </Shown>
    </>
  );
}
