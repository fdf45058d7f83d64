import Link from "next/link";
import type { ReactNode } from "react";
import type { AttributeFindings, OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { warningSentence } from "#lib/analysis/sentence.ts";
import { type View, viewAddress } from "./view";

interface LeftOutProps {
  attributes: readonly AttributeFindings[];
  findings: OutcomeFindings;
  page: string;
  view: View;
}

/**
 * Attributes that may tell the outcome itself: apart and folded, so that nobody takes them for a finding, each with
 * why and a way to keep it. Those that were kept are named, so that whoever is sent the view knows.
 */
export function LeftOut({ attributes, findings, page, view }: LeftOutProps) {
  const kept = findings.attributes.filter(
    (one) => !one.leaking && view.keep.includes(one.attribute) && reasonOf(one, findings) !== null,
  );
  if (attributes.length + kept.length === 0) return null;
  return (
    <div className="mt-6 space-y-2 border-t border-line pt-3 text-sm">
      {kept.map(({ attribute }) => (
        <p key={attribute} className="text-muted">
          {attribute} is kept although it may tell the outcome itself.{" "}
          <ViewLink page={page} view={{ ...view, keep: view.keep.filter((one) => one !== attribute) }}>
            Leave out<span className="sr-only"> {attribute}</span>
          </ViewLink>
        </p>
      ))}
      {attributes.length > 0 && (
        <details>
          <summary className="inline-block rounded-sm text-muted hover:text-ink">
            {formatCounted(attributes.length, "trait")} left out:{" "}
            {attributes.length === 1 ? "it may tell" : "they may tell"} the outcome itself, not what goes
            before it
          </summary>
          <ul className="mt-3 max-w-2xl space-y-3">
            {attributes.map((one) => (
              <Left key={one.attribute} left={one} findings={findings} page={page} view={view} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Left({
  left,
  findings,
  page,
  view,
}: Omit<LeftOutProps, "attributes"> & { left: AttributeFindings }) {
  const { attribute, patterns } = left;
  return (
    <li>
      {patterns[0] ? (
        <ViewLink page={page} view={{ ...view, pattern: patterns[0].id }}>
          {attribute}
        </ViewLink>
      ) : (
        attribute
      )}
      <p className="mt-0.5 text-muted">
        {reasonOf(left, findings)}{" "}
        <ViewLink page={page} view={{ ...view, keep: [...view.keep, attribute] }}>
          Keep it all the same<span className="sr-only"> for {attribute}</span>
        </ViewLink>
      </p>
    </li>
  );
}

function ViewLink({ page, view, children }: { page: string; view: View; children: ReactNode }) {
  return (
    <Link prefetch={false} href={viewAddress(page, view)} scroll={false} className="prose-link">
      {children}
    </Link>
  );
}

function reasonOf({ warnings }: AttributeFindings, findings: OutcomeFindings): string | null {
  const leakage = warnings.find(({ kind }) => kind === "leakage");
  return leakage ? warningSentence(leakage, findings) : null;
}
