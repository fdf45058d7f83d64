export interface AttributeJson {
  readonly attribute: string;
  readonly level: string;
  readonly n: number;
  readonly good: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly restRate: number;
  /** Odds ratio. */
  readonly effect: number;
  readonly p: number;
  readonly q: number;
  readonly verdict: string;
}

export interface ConditionJson {
  readonly attribute: string;
  readonly operator: string;
  readonly value: string | readonly string[] | readonly [number | string | null, number | string | null];
}

export interface RuleJson {
  readonly text: string;
  readonly direction: string;
  readonly conditions: readonly ConditionJson[];
  readonly n: number;
  readonly good: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly holdout: {
    readonly n: number;
    readonly rate: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly stability: number | null;
  readonly verdict: string;
}

export interface WarningJson {
  readonly kind: "reversal" | "attenuation" | "leakage" | "clustering" | "missing" | "spelling" | "small";
  readonly attributes: readonly string[];
  readonly text: string;
}

export interface Seconds {
  readonly read: number;
  readonly search: number;
  readonly total: number;
}

export interface PatternsJson {
  readonly accounts: number;
  readonly base: number;
  /** Levels and rules looked at. */
  readonly examined: number;
  /** small: single attributes only; max-t: the outcome was permuted; split: rules were tested on accounts held back. */
  readonly policy: "small" | "max-t" | "split";
  readonly attributes: readonly AttributeJson[];
  readonly rules: readonly RuleJson[];
  readonly warnings: readonly WarningJson[];
  readonly seconds: Seconds;
}
