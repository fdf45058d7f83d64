import type { IncomingHttpHeaders } from "node:http";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** As next.config.ts has it for server actions. */
const longestAction = 1024 * 1024;

export interface Refusal {
  readonly status: 400 | 405 | 411 | 413;
  readonly sentence: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Why a request can be no page's and no handler's, or null. Next fails over a path that is not well encoded, answers any
 * word for a method with the whole page, and stops reading an action that is too long in the middle, where those it has
 * passed on to itself then wait for more than a minute.
 */
export function unreadable({ method = "", url = "/", headers }: Asked): Refusal | null {
  if (!methods.includes(method))
    return { status: 405, sentence: "Nothing here answers to this.", headers: { Allow: methods.join(", ") } };
  if (!isWellEncoded(url.split("?", 1)[0] ?? ""))
    return { status: 400, sentence: "This address cannot be read.", headers: {} };
  // What Next passes on to itself, it has let in already, and sends piece by piece.
  if (headers["next-action"] === undefined || headers["x-action-forwarded"] !== undefined) return null;
  const close = { Connection: "close" };
  const announced = headers["content-length"];
  if (announced === undefined)
    return { status: 411, sentence: "How long this is must be said first.", headers: close };
  return Number(announced) > longestAction
    ? { status: 413, sentence: "This is more than is taken at once.", headers: close }
    : null;
}

function isWellEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
