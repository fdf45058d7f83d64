/** Numbers texts by their hash, from 0 on in the order they come, without keeping them. */
export interface HashIndex {
  /** The number of this text; a new one where it has not been seen. */
  of(...parts: readonly string[]): number;
  readonly size: number;
}

const firstSlots = 1024;
/** Stands after each part. */
const separator = 0x1f;

/**
 * Sixteen bytes for each text, however long it is. Texts are told apart by two hashes of 32 bits (FNV-1a, and Murmur3's mixing):
 * two different ones of a million have the same with a probability of less than one in ten million.
 */
export function createHashIndex(): HashIndex {
  let slots = firstSlots;
  let first = new Int32Array(slots);
  let second = new Int32Array(slots);
  /** The number plus one; 0 where the slot is free. */
  let numbers = new Int32Array(slots);
  let size = 0;

  function slotOf(a: number, b: number): number {
    let at = (a ^ (b >>> 7)) & (slots - 1);
    while (numbers[at] !== 0 && (first[at] !== a || second[at] !== b)) at = (at + 1) & (slots - 1);
    return at;
  }

  function grow(): void {
    const [oldFirst, oldSecond, oldNumbers] = [first, second, numbers];
    slots *= 2;
    first = new Int32Array(slots);
    second = new Int32Array(slots);
    numbers = new Int32Array(slots);
    oldNumbers.forEach((number, i) => {
      if (number !== 0) put(slotOf(oldFirst[i]!, oldSecond[i]!), oldFirst[i]!, oldSecond[i]!, number);
    });
  }

  function put(at: number, a: number, b: number, number: number): void {
    first[at] = a;
    second[at] = b;
    numbers[at] = number;
  }

  return {
    of(...parts) {
      let a = 0x811c9dc5 | 0;
      let b = 0x9747b28c | 0;
      for (const part of parts) {
        for (let i = 0; i <= part.length; i++) {
          const code = i < part.length ? part.charCodeAt(i) : separator;
          a = Math.imul(a ^ code, 0x01000193);
          b = Math.imul(b ^ Math.imul(code, 0xcc9e2d51), 0x1b873593);
          b = (((b << 13) | (b >>> 19)) + 0xe6546b64) | 0;
        }
      }
      // The lowest bits of the first hash are those of the last letters alone.
      a ^= a >>> 15;
      const at = slotOf(a, b);
      const known = numbers[at]!;
      if (known !== 0) return known - 1;
      put(at, a, b, ++size);
      if (size * 2 > slots) grow();
      return size - 1;
    },
    get size() {
      return size;
    },
  };
}

/** Whether a text comes for the first time. */
export function isNew(index: HashIndex, ...parts: readonly string[]): boolean {
  const before = index.size;
  return index.of(...parts) === before;
}
