const separator = 0x1f;

/**
 * A key of a row's content: two 32-bit hashes (FNV-1a, and Murmur3's mixing) and the length. Two different rows of a million
 * have the same with a probability of less than one in ten million; the text itself would keep the whole file in memory.
 */
export function contentKey(cells: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  let length = 0;
  const take = (code: number) => {
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ Math.imul(code, 0xcc9e2d51), 0x1b873593);
    b = ((b << 13) | (b >>> 19)) + 0xe6546b64;
  };
  for (const cell of cells) {
    for (let i = 0; i < cell.length; i++) take(cell.charCodeAt(i));
    take(separator);
    length += cell.length;
  }
  // Joined it is one text; put together in a template it would be a tree of five.
  return [(a >>> 0).toString(36), (b >>> 0).toString(36), length.toString(36)].join(".");
}

/** Shorter parts of a text are copied by every engine; longer ones point into it. */
const shortest = 13;

/** A text of its own: a part of a line would keep the whole piece of the file it was cut from in memory. */
export const ownText = (text: string): string =>
  text.length < shortest ? text : [text.slice(0, 1), text.slice(1)].join("");
