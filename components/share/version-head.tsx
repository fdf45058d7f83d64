import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { formatCount, formatWholePercent } from "#lib/analysis/format.ts";
import { sayDate } from "#lib/criteria/words.ts";
import type { SharedVersion } from "#lib/icp/shared-version.ts";
import { Badge } from "../ui/badge";

/** Whose profile and which version, its one sentence in large type, and how those inside and outside did. */
export function VersionHead({ version, actions }: { version: SharedVersion; actions: ReactNode }) {
  return (
    <header>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-line pb-4 print:pb-2">
        <p className="text-muted">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-semibold text-ink">{version.company}</span>
            {version.sample && <Badge tone="warn">Sample, made up</Badge>}
          </span>
          <span className="block text-sm">
            {`Ideal customer profile, version ${version.number}, ${sayDate(version.publishedOn)}`}
          </span>
        </p>
        {actions && (
          <div className="flex flex-wrap gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </div>
      <h1 className="mt-8 max-w-4xl font-serif text-3xl font-normal tracking-[-0.012em] sm:text-4xl print:mt-4 print:text-[21pt] print:leading-tight">
        {version.profile || "This version has no profile sentence."}
      </h1>
      {version.overDissent && (
        <p className="mt-4 max-w-2xl border-l-2 border-poor pl-3">
          <span className="font-semibold">Published over a dissent.</span> {version.overDissent}
        </p>
      )}
      {version.whole && <Whole whole={version.whole} />}
    </header>
  );
}

const measureWords = { good: "are good customers", stayed: "stayed" } as const;

function Whole({ whole }: { whole: NonNullable<SharedVersion["whole"]> }) {
  const { inside, outside } = whole;
  const { low, high } = inside.good;
  return (
    <>
      <dl className="mt-7 flex flex-wrap items-start gap-x-12 gap-y-4 print:mt-3 print:gap-x-10">
        <Figure figure={formatWholePercent(inside.good.value)}>
          {`of those inside ${measureWords[whole.measure]} (${formatWholePercent(low).replace(" %", "")} to ${formatWholePercent(high)})`}
        </Figure>
        <Figure figure={formatWholePercent(outside.good.value)} quiet>
          {`of those outside ${whole.measure === "good" ? "are" : "did"}`}
        </Figure>
        <Figure figure={formatWholePercent(whole.accepted / whole.customers)} quiet>
          {`of ${formatCount(whole.customers)} customers lie inside`}
        </Figure>
      </dl>
      <p className="mt-3 max-w-prose text-xs text-muted print:mt-1">{whole.counted}</p>
    </>
  );
}

function Figure({
  figure,
  quiet = false,
  children,
}: {
  figure: string;
  quiet?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex max-w-60 flex-col-reverse justify-end">
      <dt className="text-sm text-muted">{children}</dt>
      <dd className={cx("text-2xl font-semibold tabular-nums", quiet ? "text-muted" : "text-good")}>
        {figure}
      </dd>
    </div>
  );
}
