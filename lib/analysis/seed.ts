import { createRandom, type Random } from "#lib/stats/random.ts";

/**
 * A generator of its own for every question, from the seed of the analysis and the question's words (FNV-1a), so that
 * neither the order of the columns nor what else is asked changes an answer.
 */
export function randomFor(seed: number, ...words: readonly string[]): Random {
  let hash = 0x811c9dc5;
  for (const char of words.join("\u0000")) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return createRandom((seed % 2 ** 20) * 2 ** 32 + (hash >>> 0));
}
