/** Next runs this once, before it answers the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { failAbandonedImports } = await import("#lib/server/commands/import-recover.ts");
  await failAbandonedImports();
}
