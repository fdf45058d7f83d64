import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCounted, formatP, formatWholePercent } from "#lib/analysis/format.ts";
import type { PatternSheet as Sheet } from "#lib/analysis/sheet.ts";
import { ButtonLink } from "../ui/button";
import { VerdictWord } from "../ui/verdict-word";
import { PatternPictures } from "./pattern-pictures";
import { PatternWarnings } from "./pattern-warnings";
import { SheetFocus } from "./sheet-focus";

const moments = {
  prospect: "known before contact",
  deal: "known while selling",
  customer: "known after the sale",
} as const;

/** Everything about one pattern: beside the forest on a wide screen, over the whole of a phone. */
export function PatternSheet({
  sheet,
  closeAddress,
  accountsAddress,
  add,
}: {
  sheet: Sheet;
  closeAddress: string;
  accountsAddress: string;
  /** The way into the draft; left out for those who may not edit it. */
  add?: ReactNode;
}) {
  const { pattern, attribute } = sheet;
  return (
    <aside
      aria-label={`${pattern.attribute}: ${pattern.level}`}
      data-sheet=""
      tabIndex={-1}
      className="fixed inset-0 z-40 animate-appear overflow-y-auto overscroll-contain bg-raised p-5 outline-none [--mark-ground:var(--color-raised)] lg:sticky lg:top-6 lg:z-10 lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:rounded-lg lg:border lg:border-line lg:shadow-raised"
    >
      <SheetFocus pattern={pattern.id} closeAddress={closeAddress} />
      <Head sheet={sheet} closeAddress={closeAddress} />
      <p className="mt-3 font-serif text-lg leading-[1.45rem]">{sheet.sentence}</p>
      <div className="mt-4 flex flex-wrap gap-2" data-print="hide">
        {attribute.knownAt === "customer" ? null : add}
        <ButtonLink href={accountsAddress}>{formatCounted(pattern.n, "account")}</ButtonLink>
      </div>
      <PatternWarnings sheet={sheet} />
      <PatternPictures sheet={sheet} />
      <Method sheet={sheet} />
    </aside>
  );
}

function Head({ sheet: { attribute, pattern }, closeAddress }: { sheet: Sheet; closeAddress: string }) {
  return (
    <div className="flex items-start justify-between gap-3">
      <div className="min-w-0">
        <p className="text-xs break-words text-muted">
          {attribute.attribute} · {attribute.dimension} · {moments[attribute.knownAt]}
        </p>
        <h2 className="mt-0.5 text-xl break-words">{pattern.level}</h2>
        <VerdictWord word={pattern.verdict} direction={pattern.direction} className="mt-1 text-sm" />
      </div>
      <Link
        href={closeAddress}
        scroll={false}
        aria-label="Close"
        className="-m-1 rounded-sm p-1.5 text-muted hover:bg-accent-soft hover:text-ink"
      >
        <X aria-hidden="true" className="size-5" />
      </Link>
    </div>
  );
}

/** How it was worked out, in the smallest type. */
function Method({ sheet: { attribute, pattern, measure, missing } }: { sheet: Sheet }) {
  const unknown =
    missing.n === 0
      ? "Recorded for every account."
      : `Not recorded for ${formatCounted(missing.n, "account")} (${formatWholePercent(missing.share)}).`;
  const tests =
    measure === "rate"
      ? "Wilson interval, difference by Newcombe, mid-p Fisher"
      : "Means with t intervals; the larger p of Welch and Brunner-Munzel";
  return (
    <p className="mt-5 border-t border-line pt-3 text-xs text-muted">
      {unknown} {tests}; Benjamini-Hochberg over attributes and outcomes (q {formatP(attribute.q)}), Holm over
      the levels; unadjusted p {formatP(pattern.p)}. Association, not cause.
    </p>
  );
}
