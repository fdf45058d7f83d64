import { sentences } from "#lib/errors/codes.ts";
import type { Result } from "#lib/errors/result.ts";

/** The sentence of a failed result, with the figures and names of its detail filled in. */
export function sentenceOf(failure: Extract<Result<unknown>, { ok: false }>): string {
  return sentences[failure.error].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(failure.detail?.[name] ?? "unknown"),
  );
}
