/**
 * What the people of a sample wrote, in the words of their document. Plain data: conditions and text parts are
 * checked by the same schemas as anybody's edits when the sample is opened.
 */
export interface Story {
  readonly definition: {
    readonly outcomes: readonly { outcome: string; poor: number; good: number; weight: number }[];
    readonly cut: number;
    readonly cohort: { readonly from: string | null; readonly to: string | null };
    readonly horizonMonths: number;
  };
  readonly chapters: readonly Chapter[];
}

/** One stretch of work on the draft; where it has a summary, it ends with a version that every team approved. */
export interface Chapter {
  readonly texts: Readonly<Record<string, string>>;
  readonly rules: readonly StoryRule[];
  /** Rules of earlier chapters that are taken out, by their condition's attribute. */
  readonly dropped: readonly string[];
  readonly entries: readonly { readonly list: string; readonly item: Readonly<Record<string, unknown>> }[];
  readonly summary: string | null;
  /** The ISO date of its version; null is the day the sample is opened. */
  readonly publishedOn: string | null;
  /** What the teams said when they approved. */
  readonly reasons: Readonly<Partial<Record<SampleTeam, string>>>;
}

export interface StoryRule {
  readonly kind: "must-have" | "signal" | "disqualifier";
  readonly when: readonly Readonly<Record<string, unknown>>[];
  readonly points: number | null;
  /** The level whose pattern becomes its evidence, and its condition with it; null where nobody has measured it. */
  readonly pattern: { readonly attribute: string; readonly level: string } | null;
  readonly quote: {
    readonly quote: string;
    readonly account: string;
    readonly said: number;
    readonly of: number;
  } | null;
  readonly question: string;
  readonly rationale: string;
}

export type SampleTeam = "marketing" | "sales" | "product";

/** An invented member of a sample. They cannot sign in. */
export interface SamplePerson {
  readonly name: string;
  readonly team: SampleTeam;
}

export const samplePeople: readonly SamplePerson[] = [
  { name: "Anna Weber", team: "marketing" },
  { name: "Tomás Silva", team: "sales" },
  { name: "Mei Chen", team: "product" },
];

/** A rule with what it does not say left empty. */
export const rule = (given: Pick<StoryRule, "kind" | "when"> & Partial<StoryRule>): StoryRule => ({
  points: null,
  pattern: null,
  quote: null,
  question: "",
  rationale: "",
  ...given,
});

export const equals = (attribute: string, value: string) => ({ attribute, operator: "equals", value });

/** A rule on one level of one attribute, with the pattern of that level as its evidence. */
export const measured = (
  kind: StoryRule["kind"],
  attribute: string,
  level: string,
  given: Partial<StoryRule> = {},
): StoryRule => rule({ kind, when: [equals(attribute, level)], pattern: { attribute, level }, ...given });
