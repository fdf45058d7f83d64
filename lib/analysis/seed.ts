import { createRandom, type Random } from "#lib/stats/random.ts";

/** A whole number of 32 bits for a text (FNV-1a over its code points; Fowler, Noll and Vo). */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/**
 * A generator of its own for every question, from the seed of the analysis and the question's words, so that
 * neither the order of the columns nor what else is asked changes an answer.
 */
export function randomFor(seed: number, ...words: readonly string[]): Random {
  return createRandom((seed % 2 ** 20) * 2 ** 32 + hashOfText(words.join("\u0000")));
}
