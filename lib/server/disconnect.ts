import type pg from "pg";

interface Connections {
  readonly pool: pg.Pool;
  readonly pipelined: pg.Pool;
  readonly prisma: { $disconnect(): Promise<void> };
}

/**
 * Ends the connections that db.ts has opened, whichever of its copies did. It stands apart because server.ts needs
 * it: loading db.ts there would cost another copy of Prisma, a quarter of a second and 60 MB.
 */
export async function disconnect(): Promise<void> {
  const shared = globalThis as typeof globalThis & { icpDatabase?: Connections };
  const open = shared.icpDatabase;
  delete shared.icpDatabase;
  if (!open) return;
  await open.prisma.$disconnect();
  for (const pool of [open.pool, open.pipelined]) {
    if (!pool.ended) await pool.end();
  }
}
