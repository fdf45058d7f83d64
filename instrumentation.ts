import type { Instrumentation } from "next";

/** Next runs this once, before it answers the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { keepImportsGoing } = await import("#lib/server/commands/import-recover.ts");
  await keepImportsGoing();
}

/** Why a page or a handler failed, under the number its reader was asked to pass on. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("#lib/server/log.ts");
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : null;
  log.error({ err: error, digest, route: routePath }, "a page failed");
};
