import type { Definition } from "#lib/accounts/definition.ts";
import type { Movement } from "#lib/analysis/compare-findings.ts";
import { type GoodCustomerCounts, type Standing, standing } from "#lib/analysis/good-customer.ts";
import type { CheckedAccount } from "#lib/analysis/gut-check.ts";
import type { LooksLate } from "#lib/analysis/late-entry.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import type { GrowsWithAge } from "#lib/analysis/say-growing.ts";
import type { SuggestedCard } from "#lib/analysis/suggest-definition.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { askAnalysis, type Ground, withGround } from "#lib/server/queries/ask-analysis.ts";

/** A known account and what the definition makes of it. */
export interface GutChecked {
  readonly id: string;
  readonly name: string;
  readonly standing: keyof typeof standing;
  readonly score: number | null;
  readonly size: number | null;
  readonly months: number | null;
}

/** What a definition does with the customers. */
export interface GoodCustomerPreview {
  readonly counts: GoodCustomerCounts | null;
  readonly largest: readonly GutChecked[];
  /** The outcome or attribute that says which accounts are large. */
  readonly sizeBy: string | null;
  readonly left: readonly GutChecked[];
  /** Whether `left` are the latest to leave, or only the largest that left. */
  readonly latest: boolean;
  /** Against the definition in the draft (or the suggested one); null where it is the same. */
  readonly movement: Movement | null;
  /** It looks as if those who left early were not in the data, and the definition does not say so. */
  readonly late: LooksLate | null;
  /** Outcomes of the definition of which old accounts have more. */
  readonly growing: readonly GrowsWithAge[];
}

/** Everything the good-customer screen opens with. */
export interface GoodCustomerPage extends GoodCustomerPreview {
  readonly customers: number;
  /** The draft's revision, for saving an edit on it. */
  readonly draftRevision: number;
  /** In force; null where the data has no outcome. */
  readonly definition: Definition | null;
  readonly suggested: Definition | null;
  readonly cards: readonly SuggestedCard[];
  /** Whether the teams have written the definition. */
  readonly defined: boolean;
  /** The data knows when customers started, so that a cohort can be chosen. */
  readonly dated: boolean;
  /** How many accounts and single rows people have set aside; they are left out here. */
  readonly setAside: number;
  readonly setAsideRows: number;
}

/** The definition in force with what it does. */
export async function loadGoodCustomer(actor: Actor): Promise<GoodCustomerPage> {
  return withGround(actor, async (ground) => {
    const { draftRevision, setAsideRows } = ground;
    const about = {
      draftRevision,
      defined: ground.definition !== null,
      setAside: ground.setAside.length,
      setAsideRows,
    };
    if (ground.dataRevision === 0) {
      return { ...nothing, ...about, customers: 0, definition: ground.definition };
    }
    const answer = await askAnalysis(actor, ground, "goodCustomer", { before: null }, defaultOptions);
    const { customers, definition, suggested, cards, dated } = answer;
    const preview = await previewOf(actor, answer);
    return { ...preview, ...about, customers, definition, suggested, cards, dated };
  });
}

/** What another definition would do, and which findings it would move. */
export async function previewGoodCustomer(
  actor: Actor,
  definition: Definition,
): Promise<GoodCustomerPreview> {
  return withGround(actor, async (ground) => {
    if (ground.dataRevision === 0) return nothing;
    const before = ground.definition ?? (await suggestedOn(actor, ground));
    const answer = await askAnalysis(actor, ground, "goodCustomer", { before }, defaultOptions, definition);
    return previewOf(actor, answer);
  });
}

async function suggestedOn(actor: Actor, ground: Ground): Promise<Definition | null> {
  return (await askAnalysis(actor, ground, "goodCustomer", { before: null }, defaultOptions)).suggested;
}

const nothing = {
  counts: null,
  largest: [],
  sizeBy: null,
  left: [],
  latest: false,
  movement: null,
  late: null,
  growing: [],
  suggested: null,
  cards: [],
  dated: false,
} as const;

type Answered = Awaited<ReturnType<typeof askAnalysis<"goodCustomer">>>;

async function previewOf(
  actor: Actor,
  { counts, check, movement, late, growing }: Answered,
): Promise<GoodCustomerPreview> {
  if (check === null) return { ...nothing, counts, movement, late, growing };
  const names = await namesOfAccounts(actor, [...check.largest, ...check.left]);
  const named = (accounts: readonly CheckedAccount[]) =>
    accounts.map(({ id, label, score, size, months }) => ({
      id,
      name: names.get(id) ?? "",
      standing: wordOf(label),
      score,
      size,
      months,
    }));
  const { sizeBy, latest } = check;
  const { largest, left } = check;
  return { counts, largest: named(largest), sizeBy, left: named(left), latest, movement, late, growing };
}

function wordOf(label: Standing): keyof typeof standing {
  return (Object.keys(standing) as (keyof typeof standing)[]).find((word) => standing[word] === label)!;
}

async function namesOfAccounts(
  actor: Actor,
  accounts: readonly CheckedAccount[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await inWorkspace(actor.workspaceId, (tx) =>
    tx.account.findMany({
      where: { workspaceId: actor.workspaceId, id: { in: accounts.map(({ id }) => id) } },
      select: { id: true, name: true },
    }),
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
