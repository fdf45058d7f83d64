import { type Logger, pino } from "pino";

// Route handlers, pages and server.ts load this module separately; on globalThis they share one logger.
const shared = globalThis as typeof globalThis & { icpLog?: Logger };

/**
 * The one logger: a JSON line per event on standard output. What is logged carries ids and route names; never
 * names, e-mail addresses, tokens, queries or cells.
 */
export function log(): Logger {
  shared.icpLog ??= pino({
    level: process.env.LOG_LEVEL || "info",
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (level) => ({ level }) },
  });
  return shared.icpLog;
}
