import { defineConfig } from "vitest/config";

process.env.TZ = "UTC";
process.env.LOG_LEVEL ??= "silent";

const withDatabase = ["lib/server/**/*.test.ts", "prisma/**/*.test.ts"];

export default defineConfig({
  test: {
    setupFiles: ["lib/server/testing/no-console-errors.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: "pure",
          include: ["{lib,components,app,cli,scripts}/**/*.test.{ts,tsx}"],
          exclude: withDatabase,
        },
      },
      {
        // These copy a template on a PostgreSQL that is started once, and only when one of them runs.
        test: { name: "database", include: withDatabase, globalSetup: ["lib/server/testing/postgres.ts"] },
      },
    ],
  },
});
