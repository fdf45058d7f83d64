import { createHash } from "node:crypto";
import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { unpackCells } from "#lib/import/cells.ts";
import { mappingSchema } from "#lib/import/mapping.ts";
import { accountHeadings, peopleMark, setAsideMark } from "#lib/import/workshop-headings.ts";
import {
  type AccountName,
  accountRowWriter,
  columnsOfFrame,
  type ExportCell,
} from "#lib/import/workshop-rows.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { readCountingImports } from "#lib/server/queries/fold-records.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";

/** A table as it is exported: its headings, and its rows as they are read. */
export interface ExportRows {
  readonly headings: readonly string[];
  readonly rows: () => AsyncGenerator<readonly ExportCell[], void, void>;
}

export interface ExportTables {
  readonly accounts: ExportRows;
  readonly people: ExportRows;
  readonly setAside: ExportRows;
}

/** Few enough that everybody else has a turn between them. */
const rowsAtOnce = 1000;

async function accountRows(client: pg.PoolClient, actor: Actor, frame: Frame): Promise<ExportRows> {
  const days = (await readCountingImports(client, actor.workspaceId)).map(({ asOf }) => asOf);
  const known = days.filter((day) => !Number.isNaN(day));
  const columns = columnsOfFrame(frame, known.length === 0 ? Number.NaN : Math.max(...known));
  const write = accountRowWriter(frame);
  return {
    headings: accountHeadings(columns),
    async *rows() {
      for (let from = 0; from < frame.accountIds.length; from += rowsAtOnce) {
        const ids = frame.accountIds.slice(from, from + rowsAtOnce);
        const { rows } = await client.query<AccountName & { id: string }>(
          `select "id", "identity", "name", "domain" from "account"
           where "workspaceId" = $1 and "id" = any($2::uuid[])`,
          [actor.workspaceId, ids],
        );
        const byId = new Map(rows.map((row) => [row.id, row]));
        for (const [i, id] of ids.entries()) {
          const account = byId.get(id);
          if (account !== undefined) yield write(from + i, account);
        }
      }
    },
  };
}

/** A heading and which of its namesakes it is, so that files with repeated headings keep all their cells. */
function columnKeys(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const copy = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, copy);
    return JSON.stringify([heading, copy]);
  });
}

const people = `
  from "record" r join "import" i on i."workspaceId" = r."workspaceId" and i."id" = r."importId"
  where r."workspaceId" = $1 and r."kind" = 'person' and i."state" = 'done'`;

/** Every row about a person, its cells as they were read, under the headings of all files that tell of people. */
export async function peopleRows(client: pg.PoolClient, { workspaceId }: Actor): Promise<ExportRows> {
  const { rows: imports } = await client.query<{ id: string; mapping: unknown }>(
    `select i."id", i."mapping" from "import" i
     where i."workspaceId" = $1 and exists (select 1 ${people} and r."importId" = i."id")
     order by i."createdAt", i."id"`,
    [workspaceId],
  );
  const columns = new Map<string, number>();
  const placesOf = new Map<string, readonly number[]>();
  for (const { id, mapping } of imports) {
    const keys = columnKeys(mappingSchema.parse(mapping).columns.map(({ heading }) => heading));
    placesOf.set(
      id,
      keys.map((key) => {
        const at = columns.get(key) ?? columns.size;
        columns.set(key, at);
        return at;
      }),
    );
  }
  const width = columns.size;
  return {
    headings: [peopleMark, ...[...columns.keys()].map((key) => (JSON.parse(key) as [string])[0])],
    async *rows() {
      await client.query(
        `declare exported_people no scroll cursor for
         select r."importId", r."cells", coalesce(a."identity", r."identity", '') as "account"
         from "record" r join "import" i on i."workspaceId" = r."workspaceId" and i."id" = r."importId"
         left join "account" a on a."workspaceId" = r."workspaceId" and a."id" = r."accountId"
         where r."workspaceId" = $1 and r."kind" = 'person' and i."state" = 'done'
         order by i."createdAt", i."id", r."rowNumber"`,
        [workspaceId],
      );
      for (;;) {
        const { rows } = await client.query<{ importId: string; cells: string; account: string }>(
          `fetch ${rowsAtOnce} from exported_people`,
        );
        if (rows.length === 0) break;
        for (const { importId, cells, account } of rows) {
          const row: string[] = Array.from({ length: width }, () => "");
          const places = placesOf.get(importId) ?? [];
          unpackCells(cells).forEach((cell, i) => {
            const place = places[i];
            if (place !== undefined) row[place] = cell;
          });
          yield [account, ...row];
        }
      }
      await client.query("close exported_people");
    },
  };
}

/** The columns of what is set aside, after the account's. */
export const setAsideHeadings = [
  setAsideMark,
  "Name",
  "Row",
  "Reason",
  "Set aside by",
  "E-mail",
  "Set aside at",
  "Put back by",
  "E-mail of who put it back",
  "Put back at",
] as const;

async function setAsideRows(client: pg.PoolClient, { workspaceId }: Actor): Promise<ExportRows> {
  return {
    headings: setAsideHeadings,
    async *rows() {
      const { rows } = await client.query<{ cells: string[] }>(
        `select array[e."identity", e."label", coalesce(e."recordKey", ''), e."reason",
           coalesce(e."createdByName", c."name", ''), coalesce(case when e."createdByName" is null then c."email" end, ''),
           to_char(e."createdAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           coalesce(e."endedByName", d."name", ''), coalesce(case when e."endedByName" is null then d."email" end, ''),
           coalesce(to_char(e."endedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '')] as cells
         from "exclusion" e left join "user" c on c."id" = e."createdBy" left join "user" d on d."id" = e."endedBy"
         where e."workspaceId" = $1 order by e."createdAt", e."id"`,
        [workspaceId],
      );
      for (const { cells } of rows) yield cells;
    },
  };
}

/** An import has just changed the data that was about to be read. */
class DataMoved extends Error {}

/**
 * Runs with everything of a workspace that is exported, as of one moment: imports wait meanwhile, so `run` must not wait for
 * anybody's line.
 */
export async function withExportTables<T>(
  actor: Actor,
  run: (tables: ExportTables) => Promise<T>,
  tries = 3,
): Promise<T> {
  const { workspaceId } = actor;
  const { frame, dataRevision } = await loadFrame(actor);
  try {
    return await inWorkspaceRaw(workspaceId, async (client) => {
      await lockData(client, workspaceId);
      const { rows } = await client.query<{ dataRevision: number }>(
        `select "dataRevision" from "workspace" where "id" = $1`,
        [workspaceId],
      );
      if (rows[0]?.dataRevision !== dataRevision) throw new DataMoved("The data has just changed.");
      return run({
        accounts: await accountRows(client, actor, frame),
        people: await peopleRows(client, actor),
        setAside: await setAsideRows(client, actor),
      });
    });
  } catch (error) {
    if (!(error instanceof DataMoved) || tries <= 1) throw error;
    return withExportTables(actor, run, tries - 1);
  }
}

export interface TableDigest {
  readonly rows: number;
  /** The same for the same rows under the same headings, in whatever order they come. */
  readonly digest: string;
}

/** What a table says, in one word. `each` sees every row on the way. */
export async function digestOf(
  headings: readonly string[],
  rows: AsyncIterable<readonly ExportCell[]>,
  each: (row: readonly ExportCell[]) => void = () => undefined,
): Promise<TableDigest> {
  let sum = 0n;
  let count = 0;
  for await (const row of rows) {
    each(row);
    count++;
    const hash = createHash("sha256")
      .update(JSON.stringify(row.map(String)))
      .digest("hex");
    sum = (sum + BigInt(`0x${hash}`)) & ((1n << 256n) - 1n);
  }
  return { rows: count, digest: `${JSON.stringify(headings)} ${count} ${sum.toString(16)}` };
}

/** What a row says in these columns (all, unless `of` names some), whatever other columns there are beside those it fills. */
export function sayingOf(
  headings: readonly string[],
  cells: readonly unknown[],
  of: ReadonlySet<string> | null = null,
): string {
  const said = headings.flatMap((heading, i) => {
    const cell = of === null || of.has(heading) ? String(cells[i] ?? "") : "";
    return cell === "" ? [] : [JSON.stringify([heading, cell])];
  });
  return createHash("sha256").update(JSON.stringify(said.sort())).digest("hex");
}
