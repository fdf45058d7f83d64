import { sentences } from "#lib/errors/codes.ts";
import type { Result } from "#lib/errors/result.ts";

/** The sentence of a failed result, with the figures and names of its detail filled in. */
export function sentenceOf(failure: Extract<Result<unknown>, { ok: false }>): string {
  return sentences[failure.error].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(failure.detail?.[name] ?? "unknown"),
  );
}

/** Said where an answer of the server does not come. */
export const unreachable = "The workshop does not answer. Check the connection and try again.";

/** What went wrong with an answer, `undefined` being one that did not come; null: nothing did. */
export function failureOf(answer: Result<unknown> | undefined): string | null {
  if (answer === undefined) return unreachable;
  return answer.ok ? null : sentenceOf(answer);
}
