/** The dimensions an attribute of an account can belong to, in the order every screen lists them. */
export const dimensions = [
  "firmographic",
  "geographic",
  "technographic",
  "behavioural",
  "psychographic",
  "budget",
  "constraint",
  "buying process",
] as const;
export type Dimension = (typeof dimensions)[number];

/**
 * When a fact is known: before contact, while selling, or only after the sale. Only the first two may
 * become criteria: a trait that appears after the sale cannot be used to choose whom to sell to.
 */
export const knownAtMoments = ["prospect", "deal", "customer"] as const;
export type KnownAt = (typeof knownAtMoments)[number];

export const valueTypes = ["text", "number", "range", "date", "yes-no", "list"] as const;
export type ValueType = (typeof valueTypes)[number];

/**
 * A fact about accounts. `name` is the heading of the column it came from, unique in the workspace; rules
 * and frames refer to it by this name, so that a version stays readable outside the database.
 */
export interface Attribute {
  readonly name: string;
  readonly dimension: Dimension;
  readonly knownAt: KnownAt;
  readonly type: ValueType;
}

/**
 * One value as read: a number for "number", an ISO date (2025-04-03) for "date", the file's own spelling for
 * "text", "yes-no" and "range" (the ends are read from it, see range.ts), members for "list"; null is missing.
 */
export type Value = string | number | readonly string[] | null;

/** Values by attribute name. A Map, because a heading may be `__proto__`. */
export type Values = ReadonlyMap<string, Value>;
