import Link from "next/link";
import type { AttributeFindings } from "#lib/analysis/finding.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { type View, viewAddress } from "./view";

/** Attributes that tell the outcome itself: apart and folded, so that nobody takes them for a finding. */
export function LeftOut({
  attributes,
  page,
  view,
}: {
  attributes: readonly AttributeFindings[];
  page: string;
  view: View;
}) {
  if (attributes.length === 0) return null;
  return (
    <details className="mt-6 border-t border-line pt-3 text-sm">
      <summary className="inline-block rounded-sm text-muted hover:text-ink">
        {formatCounted(attributes.length, "trait")} left out:{" "}
        {attributes.length === 1 ? "it tells" : "they tell"} the outcome itself, not what goes before it
      </summary>
      <ul className="mt-2 space-y-1">
        {attributes.map(({ attribute, patterns }) => (
          <li key={attribute}>
            {patterns[0] ? (
              <Link
                prefetch={false}
                href={viewAddress(page, { ...view, pattern: patterns[0].id })}
                scroll={false}
                className="prose-link"
              >
                {attribute}
              </Link>
            ) : (
              attribute
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
