import { getPriority } from "node:os";
import type pg from "pg";
import { expect, test } from "vitest";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeWorkspace } from "../../prisma/factories.ts";

useDatabase();

test.runIf(process.platform === "linux")(
  "the database process of long work lets those of pages go first, and none of theirs becomes one",
  async () => {
    const { workspaceId } = await makeWorkspace();
    const look = async (client: pg.PoolClient) => {
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      const pid = rows[0]?.pid ?? 0;
      return { pid, priority: getPriority(pid) };
    };
    const before = await inWorkspaceRaw(workspaceId, look);
    expect(before.priority).toBe(0);
    const long = await inWorkspaceRaw(workspaceId, look, { behindPages: true });
    expect(long.priority).toBe(10);
    const after = await inWorkspaceRaw(workspaceId, look);
    expect(after.priority).toBe(0);
    expect(after.pid).not.toBe(long.pid);
  },
);
