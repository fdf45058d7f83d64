import pg from "pg";

/** How many rows of a workspace a table holds, and a hash over them all. */
export type Rows = Readonly<Record<string, string>>;

/**
 * Every table's rows that belong to a workspace, its people and their sessions among them, read as the owner of
 * the tables: two of these are equal only where nothing whatever was changed in between.
 */
export async function rowsOf(url: string, workspaceId: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and c.column_name = 'workspaceId' and t.table_type = 'BASE TABLE'
       order by 1`,
    );
    const people = `(select "userId" from membership where "workspaceId" = $1)`;
    const wheres: (readonly [string, string])[] = [
      ...tables.map(({ name }) => [name, `"workspaceId" = $1`] as const),
      ["workspace", `id = $1`],
      ["user", `id in ${people}`],
      ["session", `"userId" in ${people}`],
    ];
    const found: Record<string, string> = {};
    for (const [table, where] of wheres) {
      const { rows } = await client.query<{ rows: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as rows
         from "${table}" t where ${where}`,
        [workspaceId],
      );
      found[table] = rows[0]?.rows ?? "";
    }
    return found;
  } finally {
    await client.end();
  }
}
