/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const constants = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

const blockBytes = 64;
const rotated = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** A SHA-256 that is fed piece by piece. */
export interface Sha256 {
  /** Takes the next bytes in. */
  update(bytes: Uint8Array): void;
  /** The hash of all bytes taken in, in hexadecimal; more can be taken in afterwards. */
  digest(): string;
}

function mix(state: Int32Array, words: Int32Array, bytes: DataView, at: number): void {
  for (let i = 0; i < 16; i++) words[i] = bytes.getInt32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const a = words[i - 15]!;
    const b = words[i - 2]!;
    const low = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
    const high = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
    words[i] = (words[i - 16]! + low + words[i - 7]! + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const high = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const one = (h + high + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0;
    const low = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  const next = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = (state[i]! + next[i]!) | 0;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The last blocks: a one bit, zeros, and the number of bits (FIPS 180-4, 5.1.1). */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const tail = new Uint8Array(rest.length + 9 > blockBytes ? 2 * blockBytes : blockBytes);
  tail.set(rest);
  tail[rest.length] = 0x80;
  const bits = view(tail);
  bits.setUint32(tail.length - 8, Math.floor(length / 2 ** 29));
  bits.setUint32(tail.length - 4, (length * 8) >>> 0);
  return tail;
}

/**
 * SHA-256 (FIPS 180-4), fed piece by piece. The browser's own takes a whole file into memory at once, and is absent where
 * the page did not come over HTTPS, as in an office's own network.
 */
export function createSha256(): Sha256 {
  const state = Int32Array.from(start);
  const words = new Int32Array(64);
  const rest = new Uint8Array(blockBytes);
  let held = 0;
  let length = 0;
  return {
    update(bytes) {
      length += bytes.length;
      let at = 0;
      if (held > 0) {
        at = Math.min(blockBytes - held, bytes.length);
        rest.set(bytes.subarray(0, at), held);
        held += at;
        if (held < blockBytes) return;
        mix(state, words, view(rest), 0);
      }
      const whole = view(bytes);
      for (; at + blockBytes <= bytes.length; at += blockBytes) mix(state, words, whole, at);
      rest.set(bytes.subarray(at));
      held = bytes.length - at;
    },
    digest() {
      const last = Int32Array.from(state);
      const tail = padded(rest.subarray(0, held), length);
      for (let at = 0; at < tail.length; at += blockBytes) mix(last, words, view(tail), at);
      return Array.from(last, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    },
  };
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal: the same, and at hand without waiting, in the browser and on the server. */
export function sha256(text: string): string {
  const hash = createSha256();
  hash.update(new TextEncoder().encode(text));
  return hash.digest();
}
