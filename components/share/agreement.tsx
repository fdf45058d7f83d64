import { Check, X } from "lucide-react";
import { sayDate, startSentence } from "#lib/criteria/words.ts";
import type { SharedDecision, SharedVersion } from "#lib/icp/shared-version.ts";

/** Who agreed and when, every dissent with its reason, and what all of it is bound to. */
export function Agreement({
  version,
}: {
  version: Pick<
    SharedVersion,
    "decisions" | "several" | "overDissent" | "number" | "hash" | "publishedOn" | "publishedBy"
  >;
}) {
  return (
    <section className="mt-12 print:mt-5" data-print="together">
      <h2 className="eyebrow border-b border-line pb-1.5">Who agreed</h2>
      <ul className="grid gap-x-10 md:grid-cols-2 lg:grid-cols-3 print:grid-cols-3 print:gap-x-6">
        {version.decisions.map((decision) => (
          <DecisionLine key={decision.team} decision={decision} />
        ))}
      </ul>
      {version.several.map((sentence) => (
        <p key={sentence} className="mt-2 text-sm text-muted">
          {sentence}
        </p>
      ))}
      {version.overDissent && (
        <p className="mt-3">
          <span className="font-semibold">Published over a dissent by {version.publishedBy}.</span>{" "}
          {version.overDissent}
        </p>
      )}
      <p className="mt-6 text-sm text-muted print:mt-3">
        {`Version ${version.number}, published by ${version.publishedBy} on ${sayDate(version.publishedOn)}. Its content never changes and has this SHA-256:`}
        <code className="mt-1 block font-mono text-xs break-all">{version.hash}</code>
      </p>
    </section>
  );
}

function DecisionLine({ decision }: { decision: SharedDecision }) {
  const { agreed } = decision;
  return (
    <li className="flex gap-2.5 border-b border-line/70 py-2.5 print:py-1">
      {agreed ? (
        <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-good" />
      ) : (
        <X aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-poor" />
      )}
      <div className="min-w-0">
        <p>
          <span className="font-semibold">{startSentence(decision.team)}</span>{" "}
          {agreed ? "agreed" : "dissented"}
          <span className="block text-sm text-muted">{`${decision.by}, ${sayDate(decision.on)}`}</span>
        </p>
        {decision.reason && <p className="mt-0.5 text-sm">{decision.reason}</p>}
      </div>
    </li>
  );
}
