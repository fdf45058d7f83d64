import { type Dimension, dimensions } from "#lib/accounts/attribute.ts";
import { type PatternVerdict, verdicts } from "#lib/analysis/finding.ts";

export const sortings = ["strength", "difference", "accounts", "name"] as const;
export type Sorting = (typeof sortings)[number];

/** Everything that decides what the patterns page shows; the address holds it, so that a view can be sent. */
export interface View {
  /** Null: the first outcome there is. */
  readonly outcome: string | null;
  readonly words: string;
  readonly verdict: PatternVerdict | null;
  readonly dimension: Dimension | null;
  readonly sort: Sorting;
  /** Dimensions whose folded rows are open. */
  readonly open: readonly Dimension[];
  /** The pattern whose sheet is open. */
  readonly pattern: string | null;
  /** The traits chosen to look at, where the table is small. */
  readonly traits: readonly string[];
  /** Traits kept all the same though they look like the outcome itself. */
  readonly keep: readonly string[];
  /** Accounts that are set aside are counted as if they were not. */
  readonly withSetAside: boolean;
}

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

const one = (value: string | readonly string[] | undefined): string =>
  (typeof value === "string" ? value : value?.[0]) ?? "";

const all = (value: string | readonly string[] | undefined): readonly string[] =>
  typeof value === "string" ? [value] : (value ?? []);

const namesIn = (value: string | readonly string[] | undefined): readonly string[] =>
  [...new Set(all(value).filter(Boolean))].slice(0, 10);

const member = <T extends string>(list: readonly T[], value: string): T | null =>
  list.find((candidate) => candidate === value) ?? null;

/** The view an address asks for; what it does not understand is as if it were not there. */
export function readView(params: SearchParams): View {
  const open = one(params.open).split(",");
  return {
    outcome: one(params.outcome) || null,
    words: one(params.q).trim().slice(0, 200),
    verdict: member(verdicts, one(params.verdict)),
    dimension: member(dimensions, one(params.dimension)),
    sort: member(sortings, one(params.sort)) ?? "strength",
    open: dimensions.filter((dimension) => open.includes(dimension)),
    pattern: one(params.pattern) || null,
    traits: namesIn(params.trait),
    keep: namesIn(params.keep),
    withSetAside: one(params.with) === "set-aside",
  };
}

/** What an address says where accounts that are set aside are counted as if they were not. */
export const withField = (withSetAside: boolean): { readonly with?: "set-aside" } =>
  withSetAside ? { with: "set-aside" } : {};

/** Where work in the background is followed. */
export const workAddress = (workspace: string, work: string, fields: Readonly<Record<string, string>>) =>
  `/api/analysis/${workspace}?${new URLSearchParams({ work, ...fields })}`;

/** The fields of a view as they stand in an address, in a fixed order; what is as usual is left out. */
export function viewFields(view: View): readonly (readonly [name: string, value: string])[] {
  const fields: (readonly [string, string | null])[] = [
    ["outcome", view.outcome],
    ["q", view.words],
    ["verdict", view.verdict],
    ["dimension", view.dimension],
    ["sort", view.sort === "strength" ? null : view.sort],
    ["open", view.open.join(",")],
    ...view.traits.map((trait) => ["trait", trait] as const),
    ...view.keep.map((trait) => ["keep", trait] as const),
    ["with", view.withSetAside ? "set-aside" : null],
    ["pattern", view.pattern],
  ];
  return fields.filter((field): field is readonly [string, string] => Boolean(field[1]));
}

/** The address of a view: the same view always has the same address. */
export function viewAddress(page: string, view: View): string {
  const query = new URLSearchParams(viewFields(view).map(([name, value]) => [name, value]));
  return query.size === 0 ? page : `${page}?${query}`;
}
