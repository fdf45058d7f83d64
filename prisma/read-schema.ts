import { readFileSync } from "node:fs";
import path from "node:path";

export interface Column {
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
}

export interface Index {
  readonly unique: boolean;
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface Table {
  readonly columns: Readonly<Record<string, Column>>;
  readonly primaryKey: readonly string[];
  readonly indexes: Readonly<Record<string, Index>>;
  readonly foreignKeys: Readonly<Record<string, ForeignKey>>;
}

const types: Readonly<Record<string, string>> = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Float: "double precision",
  Boolean: "boolean",
  DateTime: "timestamp(3) without time zone",
  Json: "jsonb",
  Bytes: "bytea",
};

const nativeTypes: readonly [RegExp, (argument: string) => string][] = [
  [/@db\.Uuid\b/, () => "uuid"],
  [/@db\.Date\b/, () => "date"],
  [/@db\.Timestamptz\((\d+)\)/, (digits) => `timestamp(${digits}) with time zone`],
  [/@db\.VarChar\((\d+)\)/, (length) => `character varying(${length})`],
  [/@db\.SmallInt\b/, () => "smallint"],
];

/** The tables that prisma/schema.prisma describes, in the words of PostgreSQL's own catalogue. */
export function readSchema(): Record<string, Table> {
  const text = readFileSync(path.join(import.meta.dirname, "schema.prisma"), "utf8").replaceAll(
    /\/\/.*$/gm,
    "",
  );
  const models = [...text.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(([, name = "", body = ""]) => ({
    name,
    table: /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name,
    lines: body.split("\n").map((line) => line.trim()),
  }));
  const tables = new Map(models.map(({ name, table }) => [name, table]));
  return Object.fromEntries(models.map(({ table, lines }) => [table, readModel(lines, tables)]));
}

function readModel(lines: readonly string[], tables: ReadonlyMap<string, string>): Table {
  const columns: Record<string, Column> = {};
  const indexes: Record<string, Index> = {};
  const foreignKeys: Record<string, ForeignKey> = {};
  let primaryKey: readonly string[] = [];
  for (const line of lines) {
    const [, name = "", type = "", mark = "", rest = ""] =
      /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? [];
    const related = tables.get(type);
    if (related && rest.includes("fields:")) foreignKeys[mapOf(rest)] = readRelation(rest, related);
    if (name && !related) columns[name] = readColumn(type, mark, rest);
    if (/@id\b/.test(rest)) primaryKey = [name];
    if (/@unique\b/.test(rest)) indexes[mapOf(rest)] = { unique: true, columns: [name] };
    if (line.startsWith("@@id")) primaryKey = listIn(line);
    if (/^@@(?:unique|index)/.test(line)) {
      indexes[mapOf(line)] = { unique: line.startsWith("@@unique"), columns: listIn(line) };
    }
  }
  return { columns, primaryKey, indexes, foreignKeys };
}

function readColumn(type: string, mark: string, attributes: string): Column {
  const native = nativeTypes.find(([pattern]) => pattern.test(attributes));
  const base = native ? native[1](native[0].exec(attributes)?.[1] ?? "") : types[type];
  if (!base)
    throw new Error(`The schema test does not know the type ${type}; add it to prisma/read-schema.ts.`);
  return {
    type: mark === "[]" ? `${base}[]` : base,
    nullable: mark === "?",
    hasDefault: attributes.includes("@default("),
  };
}

function readRelation(attributes: string, table: string): ForeignKey {
  return {
    columns: listIn(attributes, "fields"),
    table,
    references: listIn(attributes, "references"),
    onDelete: /onDelete: (\w+)/.exec(attributes)?.[1] ?? "Restrict",
    onUpdate: /onUpdate: (\w+)/.exec(attributes)?.[1] ?? "Cascade",
  };
}

function mapOf(attributes: string): string {
  const name = /\bmap: "([^"]+)"/.exec(attributes)?.[1];
  if (!name) throw new Error(`Every key, index and relation names itself by map: ${attributes}`);
  return name;
}

function listIn(attributes: string, argument?: string): string[] {
  const pattern = argument ? new RegExp(`${argument}:\\s*\\[([^\\]]*)\\]`) : /\[([^\]]*)\]/;
  return (pattern.exec(attributes)?.[1] ?? "").split(",").map((part) => part.trim());
}
