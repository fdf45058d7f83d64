import Link from "next/link";
import type { ReactNode } from "react";
import type { AttributeFindings, OutcomeFindings } from "#lib/analysis/finding.ts";
import { Notice } from "../ui/notice";
import { sayLeftOut, whyLeftOut } from "./say-left-out";
import { type View, viewAddress } from "./view";

interface LeftOutProps {
  attributes: readonly AttributeFindings[];
  findings: OutcomeFindings;
  page: string;
  view: View;
}

/**
 * Attributes that may tell the outcome itself: named above the findings, so that nobody looks for them there in vain, each
 * with why and the way to put it back in. Those that were put back are named, so that whoever is sent the view knows.
 */
export function LeftOut({ attributes, findings, page, view }: LeftOutProps) {
  const kept = findings.attributes.filter(
    (one) => !one.leaking && view.keep.includes(one.attribute) && whyLeftOut(one, findings).length > 0,
  );
  return (
    <>
      {attributes.length > 0 && (
        <Notice title={`${sayLeftOut(attributes.map(({ attribute }) => attribute))}.`} className="mt-4">
          {attributes.length === 1 ? "It seems" : "They seem"} to tell how it went, not what came before.
          <details className="mt-1">
            <summary className="inline-block rounded-sm text-muted underline decoration-line underline-offset-3 hover:text-ink">
              Why, and how to put {attributes.length === 1 ? "it" : "one"} back in
            </summary>
            <ul className="mt-2 max-w-2xl space-y-3">
              {attributes.map((one) => (
                <Left key={one.attribute} left={one} findings={findings} page={page} view={view} />
              ))}
            </ul>
          </details>
        </Notice>
      )}
      {kept.map(({ attribute }) => (
        <p key={attribute} className="mt-3 text-sm text-muted">
          {attribute} counts here although it may tell the outcome itself.{" "}
          <ViewLink page={page} view={{ ...view, keep: view.keep.filter((one) => one !== attribute) }}>
            Leave it out<span className="sr-only"> ({attribute})</span>
          </ViewLink>
        </p>
      ))}
    </>
  );
}

/** The same in a word where nothing can be put back in: among combinations. */
export function LeftOutOfRules({ findings, page }: Pick<LeftOutProps, "findings" | "page">) {
  const leaking = findings.attributes.filter((one) => one.leaking).map(({ attribute }) => attribute);
  if (leaking.length === 0) return null;
  return (
    <p className="text-sm text-muted">
      {sayLeftOut(leaking)} of every combination: {leaking.length === 1 ? "it seems" : "they seem"} to tell
      how it went, not what came before.{" "}
      <Link
        prefetch={false}
        href={`${page}?${new URLSearchParams({ outcome: findings.outcome })}`}
        className="prose-link"
      >
        See why
      </Link>
    </p>
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
      <p className="mt-0.5">
        {whyLeftOut(left, findings).join(" ")} If it was known before they signed,{" "}
        <ViewLink page={page} view={{ ...view, keep: [...view.keep, attribute] }}>
          put it back in<span className="sr-only"> ({attribute})</span>
        </ViewLink>
        .
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
