import type { KeyedRow } from "#lib/import/join-row.ts";
import { withEntry } from "#lib/import/one-entry.ts";
import { recordKinds } from "#lib/import/sources/definition.ts";
import { noTables, type TableSet, tablesIn, withTable } from "#lib/import/table-set.ts";

/** By value: the tables in which it stands. */
export type Tables = ReadonlyMap<string, TableSet>;

/** What is surely one: rows that share an id, or that have none and share the domain, or have neither and share the name. */
export interface Cluster {
  readonly key: string;
  ids: Tables;
  domains: Tables;
  names: Tables;
  spellings: ReadonlyMap<string, number>;
  /** Ids that a table of companies gives to its rows: two of one tool are two companies for that tool. */
  companyIds: readonly string[];
  /** The tables it has rows of, each after the place of its kind (`0 hubspot-companies`). */
  tables: TableSet;
}

const companyPlace = `${recordKinds.indexOf("company")} `;
/** Ids that stand beside several others, with those. */
export type SharedIds = ReadonlyMap<string, ReadonlySet<string>>;

const note = (tables: Tables, value: string, table: string): Tables =>
  withEntry(tables, value, withTable(tables.get(value) ?? noTables, table));

function mergeTables(into: Tables, from: Tables): Tables {
  let merged = into;
  for (const [value, tables] of from) {
    let all = merged.get(value) ?? noTables;
    for (const table of tablesIn(tables)) all = withTable(all, table);
    merged = withEntry(merged, value, all);
  }
  return merged;
}

const nothing = new Map<string, never>() as ReadonlyMap<string, never>;

/** A cluster of no rows yet. */
export const emptyCluster = (key: string): Cluster => ({
  key,
  ids: nothing,
  domains: nothing,
  names: nothing,
  spellings: nothing,
  companyIds: [],
  tables: noTables,
});

/** Whether a table of companies vouches for it. */
export const isVouched = ({ tables }: Cluster) =>
  tablesIn(tables).some((table) => table.startsWith(companyPlace));

/** A company is called what the table of companies calls it, however many invoices write it otherwise. */
const companyVote = 1_000_000;

export type Placed = (row: KeyedRow) => string;

/** Gives a row's table after the place of its kind: one text for all its rows, or a million copies of it would be kept. */
export function createPlaced(): Placed {
  const known = new Map<string, string>();
  return ({ kind, table }) => {
    const place = String(recordKinds.indexOf(kind));
    const text = known.get(table);
    if (text?.startsWith(`${place} `)) return text;
    const own = [place, table].join(" ");
    known.set(table, own);
    return own;
  };
}

/** Adds what a row says of the account. Ids that are shared by several say nothing. */
export function addRow(cluster: Cluster, row: KeyedRow, shared: SharedIds, placed: Placed): void {
  for (const id of row.ids) if (!shared.has(id)) cluster.ids = note(cluster.ids, id, row.table);
  if (row.domain !== null) cluster.domains = note(cluster.domains, row.domain, row.table);
  if (row.name !== null && row.nameKey !== "") {
    const spelling = row.name.trim();
    cluster.names = note(cluster.names, row.nameKey, row.table);
    const vote = row.kind === "company" ? companyVote : 1;
    cluster.spellings = withEntry(cluster.spellings, spelling, (cluster.spellings.get(spelling) ?? 0) + vote);
  }
  const [id] = row.ids;
  if (row.kind === "company" && id !== undefined && !cluster.companyIds.includes(id))
    // A list of just its length: the row's own has grown, and would keep room for seventeen.
    cluster.companyIds = cluster.companyIds.length === 0 ? [id] : [...cluster.companyIds, id];
  cluster.tables = withTable(cluster.tables, placed(row));
}

/** Two ids of one tool's companies, or two different domains, are not one account on the strength of less. */
export function contradict(clusters: readonly Cluster[], byName: boolean): boolean {
  const toolIds = new Map<string, { id: string; of: Cluster }>();
  let domains: Tables | null = null;
  for (const cluster of clusters) {
    const { companyIds, domains: own } = cluster;
    for (const id of companyIds) {
      const tool = id.slice(0, id.indexOf(":"));
      const known = toolIds.get(tool);
      // Two ids in one cluster are there because somebody has said that they are one company.
      if (known !== undefined && known.id !== id && known.of !== cluster) return true;
      toolIds.set(tool, { id, of: cluster });
    }
    if (!byName || own.size === 0) continue;
    if (domains !== null) return true;
    domains = own;
  }
  return false;
}

/** Whether the cluster is the account that a key of a person's answer names. */
export function hasKey({ ids, domains, names }: Cluster, key: string): boolean {
  const value = key.slice(key.indexOf(":") + 1);
  if (key.startsWith("id:")) return ids.has(value);
  return key.startsWith("domain:") ? domains.has(value) : names.has(value);
}

/** The clusters as one. */
export function combine(parts: readonly Cluster[]): Cluster {
  const whole = emptyCluster(parts.map(({ key }) => key).sort()[0]!);
  for (const part of parts) {
    for (const map of ["ids", "domains", "names"] as const) whole[map] = mergeTables(whole[map], part[map]);
    for (const [spelling, rows] of part.spellings)
      whole.spellings = withEntry(whole.spellings, spelling, (whole.spellings.get(spelling) ?? 0) + rows);
    whole.companyIds = [...new Set([...whole.companyIds, ...part.companyIds])];
    for (const table of tablesIn(part.tables)) whole.tables = withTable(whole.tables, table);
  }
  return whole;
}
