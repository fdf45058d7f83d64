import type pg from "pg";
import { appendAccounts } from "#lib/accounts/append.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { unpackCells } from "#lib/import/cells.ts";
import { dealWon, foldDeals } from "#lib/import/fold-deals.ts";
import { createFrameBuilder } from "#lib/import/frame-builder.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import { createRowReader } from "#lib/import/read-row.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { readCountingImports } from "#lib/server/queries/fold-records.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** Rows of deals and companies that are kept beside the accounts without having been joined to them. */
interface LooseRow {
  readonly identity: string;
  readonly kind: "deal" | "company";
  readonly cells: readonly string[];
  readonly headings: readonly string[];
}

/** The name of the outcome that deals come to, as importing them names it. */
const winRate = { name: "Win rate", kind: "sales effort", better: "higher" } as const;
const stageHeading = /^(?:deal )?stage$/i;

/**
 * The customers with the companies behind them that never became any, and of all of them how often their deals were won;
 * null where no deals are kept beside the accounts. A company's row is read as the newest table of accounts is, column by
 * column of the same heading.
 */
export async function withProspects(actor: Actor, frame: Frame): Promise<Frame | null> {
  return inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { workspaceId } = actor;
    const rows = await looseRows(client, workspaceId);
    const rates = ratesOf(rows.filter(({ kind }) => kind === "deal"));
    if (rates.size === 0) return null;
    const known = await identitiesOf(client, workspaceId);
    const lost = rows.filter(({ kind, identity }) => kind === "company" && !known.has(identity));
    const [newest] = (await readCountingImports(client, workspaceId))
      .filter(({ mapping }) => mapping.columns.some(({ role }) => role === "attribute"))
      .reverse();
    const prospects = newest ? frameOfCompanies(lost, frame, newest.mapping) : null;
    const all = prospects ? appendAccounts(frame, prospects) : frame;
    const identity = new Map([...known].map(([of, id]) => [id, of]));
    const values = Float64Array.from(all.accountIds, (id) => rates.get(identity.get(id) ?? id) ?? Number.NaN);
    return { ...all, outcomes: [...all.outcomes, { outcome: winRate, values }] };
  });
}

/** Whether any deals are kept beside the accounts. */
export async function hasLooseDeals(actor: Actor): Promise<boolean> {
  return inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select 1 from "record" r join "import" i on i."workspaceId" = r."workspaceId" and i."id" = r."importId"
         where r."workspaceId" = $1 and r."kind" = 'deal' and r."accountId" is null and i."state" = 'done') as found`,
      [actor.workspaceId],
    );
    return rows[0]?.found ?? false;
  });
}

async function looseRows(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<LooseRow[]> {
  const { rows } = await client.query<{
    identity: string;
    kind: LooseRow["kind"];
    cells: string;
    mapping: Mapping;
  }>(
    `select r."identity", r."kind", r."cells", i."mapping"
     from "record" r join "import" i on i."workspaceId" = r."workspaceId" and i."id" = r."importId"
     where r."workspaceId" = $1 and r."kind" in ('deal', 'company') and r."accountId" is null
       and r."identity" is not null and i."state" = 'done'
     order by i."createdAt", i."id", r."rowNumber"`,
    [workspaceId],
  );
  return rows.map(({ identity, kind, cells, mapping }) => ({
    identity,
    kind,
    cells: unpackCells(cells),
    headings: mapping.columns.map(({ heading }) => heading),
  }));
}

async function identitiesOf(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; identity: string }>(
    `select "id", "identity" from "account" where "workspaceId" = $1`,
    [workspaceId],
  );
  return new Map(rows.map(({ id, identity }) => [identity, id]));
}

/** Won ÷ (won + lost), by identity; those without a deal that closed are missing. */
function ratesOf(deals: readonly LooseRow[]): Map<string, number> {
  const byIdentity = new Map<string, LooseRow[]>();
  for (const deal of deals) byIdentity.set(deal.identity, [...(byIdentity.get(deal.identity) ?? []), deal]);
  const rates = new Map<string, number>();
  for (const [identity, mine] of byIdentity) {
    const { won, lost } = foldDeals(mine.map(readDeal));
    if (won + lost > 0) rates.set(identity, won / (won + lost));
  }
  return rates;
}

function readDeal({ headings, cells }: LooseRow) {
  const stage = cells[headings.findIndex((heading) => stageHeading.test(heading.trim()))] ?? null;
  return { won: dealWon({ stage }), created: null, closed: null, amount: null, lossReason: null };
}

/** Companies as a frame with the columns of the accounts' frame; their identity stands for an id. */
function frameOfCompanies(companies: readonly LooseRow[], frame: Frame, mapping: Mapping): Frame | null {
  const [first] = companies;
  if (first === undefined) return null;
  const read = new Map(mapping.columns.map((column) => [column.heading, column]));
  const columns = first.headings.map((heading) => {
    const known = read.get(heading);
    const usual = known ?? mapping.columns[0]!;
    return known?.role === "attribute" || known?.role === "name" || known?.role === "domain"
      ? known
      : { ...usual, heading, role: "ignore" as const };
  });
  const reader = createRowReader({ ...mapping, columns, statusValues: [] }, "");
  const builder = createFrameBuilder(
    frame.columns.map(({ attribute }) => attribute),
    [],
  );
  const source = builder.source(reader);
  companies.forEach(({ identity, cells }, i) => {
    const row = reader.read({ cells: [...cells], number: i + 2, suspect: false }, []);
    if (row === null) return;
    builder.begin(identity);
    builder.put(source, row);
  });
  return builder.finish(() => Number.NaN);
}
