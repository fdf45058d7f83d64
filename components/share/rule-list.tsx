import { sayPoints } from "#lib/criteria/say.ts";
import type { SharedRule } from "#lib/icp/shared-version.ts";

/** Rules of one kind, each with what it rests on and the words a rep can say. Nothing where there is none. */
export function RuleList({
  title,
  note,
  rules,
}: {
  title: string;
  note?: string;
  rules: readonly SharedRule[];
}) {
  if (rules.length === 0) return null;
  return (
    <section>
      <h2 className="eyebrow border-b border-line pb-1.5">{title}</h2>
      {note && <p className="mt-1.5 text-sm text-muted print:hidden">{note}</p>}
      <ul className="mt-1 divide-y divide-line/70">
        {rules.map((rule) => (
          <Rule key={rule.id} rule={rule} />
        ))}
      </ul>
    </section>
  );
}

function Rule({ rule }: { rule: SharedRule }) {
  const facts = [rule.evidence, rule.crmField && `CRM field ${rule.crmField}`].filter(Boolean).join(" · ");
  return (
    <li className="py-3 print:py-1">
      <div className="flex items-baseline justify-between gap-4">
        <p className="min-w-0 font-serif text-xl print:text-[11.5pt] print:leading-snug">{rule.words}</p>
        {rule.points !== null && (
          <span className="shrink-0 text-sm font-medium whitespace-nowrap tabular-nums">
            {sayPoints(rule.points)}
          </span>
        )}
      </div>
      {rule.question && (
        <p className="mt-0.5">
          <span className="sr-only">{rule.kind === "disqualifier" ? "To say or ask: " : "To ask: "}</span>
          <q>{rule.question}</q>
        </p>
      )}
      {rule.rationale && <p className="mt-0.5 max-w-prose">{rule.rationale}</p>}
      {rule.quote && <p className="mt-0.5 text-sm text-muted italic">{`A customer: “${rule.quote}”`}</p>}
      <p className="mt-0.5 text-sm text-muted tabular-nums">{facts}</p>
    </li>
  );
}
