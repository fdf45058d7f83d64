import { cx } from "class-variance-authority";
import { Check, CircleHelp, X } from "lucide-react";
import { sayPoints } from "#lib/criteria/say.ts";
import type { CheckedRule } from "#lib/icp/check.ts";

const marks = {
  yes: { Icon: Check, word: "holds" },
  no: { Icon: X, word: "does not hold" },
  unknown: { Icon: CircleHelp, word: "unknown" },
} as const;

/** Good news or bad news: a disqualifier that holds is bad, and so is a signal that takes points away. */
function toneOf({ kind, truth, points }: CheckedRule): string {
  if (truth === "unknown") return "text-uncertain";
  if (kind === "signal") {
    if (truth === "no") return "text-uncertain";
    return (points ?? 0) < 0 ? "text-poor" : "text-good";
  }
  return (kind === "disqualifier") === (truth === "no") ? "text-good" : "text-poor";
}

/** Every rule on this account: ✓ it holds, ✗ it does not, ? nobody knows; those the verdict rests on are bold. */
export function RuleList({ rules }: { rules: readonly CheckedRule[] }) {
  return (
    <ul className="mt-4 border-t border-line">
      {rules.map((rule) => {
        const { Icon, word } = marks[rule.truth];
        return (
          <li key={rule.id} className="flex gap-2.5 border-b border-line/70 py-2 last:border-0">
            <Icon aria-hidden="true" className={cx("mt-0.5 size-4 shrink-0", toneOf(rule))} />
            <span className="min-w-0">
              <span className="sr-only">{word}: </span>
              <span className={cx("block break-words", rule.cited && "font-semibold")}>{rule.words}</span>
              <span className="block text-xs text-muted">
                {rule.kind}
                {rule.points !== null && `, ${sayPoints(rule.points)}`}
                {rule.cited && ", the verdict rests on it"}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
