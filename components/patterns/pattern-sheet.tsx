import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AttributeFindings, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { formatCounted, formatP, formatWholePercent, keepPercents } from "#lib/analysis/format.ts";
import { methodWords } from "#lib/analysis/method.ts";
import type { PatternDetail } from "#lib/analysis/pattern-detail.ts";
import { expectedSentence, patternSentence, warningFigures } from "#lib/analysis/sentence.ts";
import { ButtonLink } from "../ui/button-link";
import { VerdictWord } from "../ui/verdict-word";
import { PatternPictures } from "./pattern-pictures";
import { PatternWarnings } from "./pattern-warnings";
import { SheetFocus } from "./sheet-focus";

interface PatternSheetProps {
  attribute: AttributeFindings;
  pattern: Pattern;
  findings: OutcomeFindings;
  /** Null where the pictures could not be worked out. */
  detail: PatternDetail | null;
  closeAddress: string;
  accountsAddress: string;
  /** The same view with this trait kept in, for one that was left out. */
  keepAddress: string;
  /** The way into the draft; left out for those who may not edit it. */
  add?: ReactNode;
}

const moments = {
  prospect: "known before contact",
  deal: "known while selling",
  customer: "known after the sale",
} as const;

/** Everything about one pattern: beside the forest on a wide screen, over the whole of a phone. */
export function PatternSheet(props: PatternSheetProps) {
  const { attribute, pattern, findings, detail, closeAddress, accountsAddress, keepAddress, add } = props;
  const expected = expectedSentence(detail?.expected ?? null, pattern, findings);
  return (
    <aside
      aria-label={`${pattern.attribute}: ${pattern.level}`}
      data-sheet=""
      tabIndex={-1}
      className="fixed inset-y-0 right-0 z-40 w-full animate-appear overflow-y-auto overscroll-contain border-line bg-raised p-5 outline-none md:w-[27rem] md:border-l md:shadow-floating [--mark-ground:var(--color-raised)] lg:sticky lg:top-6 lg:z-10 lg:w-auto lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:rounded-lg lg:border lg:border-line lg:shadow-raised"
    >
      <SheetFocus pattern={pattern.id} closeAddress={closeAddress} />
      <Head attribute={attribute} pattern={pattern} closeAddress={closeAddress} />
      <p className="mt-3 font-serif text-lg leading-[1.45rem]">
        {keepPercents(patternSentence(pattern, findings))}
      </p>
      {expected && <p className="mt-2 text-sm text-muted">{keepPercents(expected)}</p>}
      <div className="mt-4 flex flex-wrap gap-2" data-print="hide">
        {attribute.knownAt === "customer" ? null : add}
        <ButtonLink href={accountsAddress}>{formatCounted(pattern.n, "account")}</ButtonLink>
      </div>
      <PatternWarnings
        attribute={attribute}
        pattern={pattern}
        findings={findings}
        keepAddress={keepAddress}
      />
      <PatternPictures attribute={attribute} pattern={pattern} findings={findings} detail={detail} />
      <Method attribute={attribute} pattern={pattern} findings={findings} />
    </aside>
  );
}

function Head({
  attribute,
  pattern,
  closeAddress,
}: Pick<PatternSheetProps, "attribute" | "pattern" | "closeAddress">) {
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
        prefetch={false}
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
function Method({
  attribute,
  pattern,
  findings,
}: Pick<PatternSheetProps, "attribute" | "pattern" | "findings">) {
  const known = `${formatWholePercent(attribute.known / Math.max(1, findings.known))} of the accounts have a value.`;
  const likes = pattern.warnings.map((warning) => warningFigures(warning, findings)).filter(Boolean);
  return (
    <p className="mt-5 border-t border-line pt-3 text-xs text-muted">
      {known} {methodWords(findings)}; Benjamini-Hochberg over attributes and outcomes (q{" "}
      {formatP(attribute.q)}), Holm over the levels; unadjusted p {formatP(pattern.p)}. {likes.join(" ")}{" "}
      Association, not cause.
    </p>
  );
}

/** In place of a sheet whose pattern the data no longer has: an address can outlive an import. */
export function PatternGone({ closeAddress }: { closeAddress: string }) {
  return (
    <aside className="mt-6 rounded-lg border border-line bg-raised p-5 lg:mt-0 lg:self-start">
      <h2 className="text-lg">This pattern is not there any more.</h2>
      <p className="mt-1 text-muted">The data has changed since the link was made.</p>
      <Link href={closeAddress} scroll={false} className="prose-link mt-3 inline-block">
        Close
      </Link>
    </aside>
  );
}
