import type { OutcomeFindings, Pattern, PatternVerdict } from "#lib/analysis/finding.ts";

/** One finding that a change of the definition moves. */
export interface MovedFinding {
  readonly id: string;
  readonly attribute: string;
  readonly level: string;
  /** Null: the pattern was, or is, not there at all. */
  readonly before: PatternVerdict | null;
  readonly after: PatternVerdict | null;
  /** The verdict is the same but good has become poor, or the other way round. */
  readonly turned: boolean;
}

/** "Changing this moves 3 of 9 findings." */
export interface Movement {
  /** Patterns supported before or after. */
  readonly findings: number;
  readonly moved: readonly MovedFinding[];
}

/**
 * Which findings (patterns called supported, before or after) change their verdict or direction. Two levels that are each
 * other's rest move together and count once.
 */
export function compareFindings(before: OutcomeFindings, after: OutcomeFindings): Movement {
  const stillTwins = twinsIn(after);
  const twins = new Set([...twinsIn(before)].filter((id) => stillTwins.has(id)));
  const [old, now] = [patternsOf(before, twins), patternsOf(after, twins)];
  const ids = [...new Set([...old.keys(), ...now.keys()])];
  const findings = ids.filter((id) => isFinding(old.get(id)) || isFinding(now.get(id)));
  const moved = findings.flatMap((id) => {
    const [a, b] = [old.get(id), now.get(id)];
    const turned =
      a !== undefined && b !== undefined && a.verdict === b.verdict && a.direction !== b.direction;
    if (a?.verdict === b?.verdict && !turned) return [];
    const { attribute, level } = (a ?? b)!;
    return [{ id, attribute, level, before: a?.verdict ?? null, after: b?.verdict ?? null, turned }];
  });
  return { findings: findings.length, moved };
}

const isFinding = (pattern: Pattern | undefined) => pattern?.verdict === "supported";

/** The second of every two levels that are each other's rest. */
function twinsIn({ attributes }: OutcomeFindings): Set<string> {
  const pairs = attributes.filter(({ complementary }) => complementary);
  return new Set(pairs.flatMap(({ patterns }) => patterns.slice(1).map(({ id }) => id)));
}

/** Patterns by id; what leaks is no finding, and `twins` are left out. */
function patternsOf(findings: OutcomeFindings, twins: ReadonlySet<string>): Map<string, Pattern> {
  const usable = findings.attributes.filter((attribute) => !attribute.leaking);
  const patterns = usable.flatMap((attribute) => attribute.patterns).filter(({ id }) => !twins.has(id));
  return new Map(patterns.map((pattern) => [pattern.id, pattern]));
}
