const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export interface Refusal {
  readonly status: 400 | 405;
  readonly sentence: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Why a request can be no page's and no handler's, or null: Next fails over a path that is not well encoded, and answers
 * any word for a method with the whole page.
 */
export function unreadable(method: string, url: string): Refusal | null {
  if (!methods.includes(method))
    return { status: 405, sentence: "Nothing here answers to this.", headers: { Allow: methods.join(", ") } };
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return null;
  } catch {
    return { status: 400, sentence: "This address cannot be read.", headers: {} };
  }
}
