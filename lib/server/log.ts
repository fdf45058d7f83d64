import { type Logger, pino } from "pino";

// Route handlers, pages and server.ts load this module separately; on globalThis they share one logger.
const shared = globalThis as typeof globalThis & { icpLog?: Logger };

/**
 * The one logger: a JSON line per event on standard output. What is logged carries ids and route names; never
 * names, e-mail addresses, tokens, queries or cells.
 */
export const log: Logger = shared.icpLog ?? createLog();
shared.icpLog = log;

function createLog(): Logger {
  const level = process.env.LOG_LEVEL ?? "";
  // Whoever started it by hand reads the terminal; a file or a collector wants every request.
  const usual = process.stdout.isTTY ? "warn" : "info";
  return pino({
    level: level in pino.levels.values || level === "silent" ? level : usual,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  });
}

/** A database error also carries the row it is about, which may hold somebody's name: only this much is kept. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: typeof error };
  const code = "code" in error ? String(error.code) : undefined;
  return { type: error.name, code, message: error.message, stack: error.stack };
}
