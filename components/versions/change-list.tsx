import { Minus, PenLine, Plus } from "lucide-react";
import type { Change } from "#lib/icp/change.ts";
import type { SectionChanges } from "#lib/icp/diff.ts";

const marks = {
  added: { Icon: Plus, ink: "text-good", said: "Added" },
  removed: { Icon: Minus, ink: "text-poor", said: "Removed" },
  changed: { Icon: PenLine, ink: "text-muted", said: "Changed" },
} as const;

/** What changed between two contents, in words, by part of the document. */
export function ChangeList({ changes }: { changes: readonly SectionChanges[] }) {
  return (
    <div className="space-y-6">
      {changes.map((section) => (
        <section key={section.title}>
          <h2 className="eyebrow border-b border-line pb-1.5">{section.title}</h2>
          <ul className="divide-y divide-line/70">
            {section.changes.map((change, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same; they never move
              <ChangeItem key={i} change={change} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ChangeItem({ change }: { change: Change }) {
  const { Icon, ink, said } = marks[change.kind];
  return (
    <li className="flex gap-2.5 py-2.5">
      <Icon aria-hidden="true" className={`mt-1 size-3.5 shrink-0 ${ink}`} />
      <div className="min-w-0">
        <p>
          <span className="sr-only">{said}: </span>
          {change.sentence}
        </p>
        <Texts change={change} />
      </div>
    </li>
  );
}

/** The whole texts, where the sentence only names the part. */
function Texts({ change: { before, after } }: { change: Change }) {
  if (!before && !after) return null;
  return (
    <div className="mt-1.5 grid gap-x-6 gap-y-2 font-serif md:grid-cols-2">
      {before && (
        <p className="border-l-2 border-poor/50 pl-3 whitespace-pre-line text-muted">
          <span className="block font-sans text-xs text-muted">Before</span>
          {before}
        </p>
      )}
      {after && (
        <p className="border-l-2 border-good/60 pl-3 whitespace-pre-line">
          <span className="block font-sans text-xs text-muted">Now</span>
          {after}
        </p>
      )}
    </div>
  );
}
