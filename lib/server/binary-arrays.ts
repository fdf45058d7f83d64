// Arrays as PostgreSQL takes them in binary (array_recv): dimensions, whether there are nulls, the elements' type, the
// length, where counting begins; then each element behind its own length. The server reads them without parsing texts.

const uuidType = 2950;
const intType = 23;
const headBytes = 20;

function arrayOf(type: number, length: number, elementBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(headBytes + length * (4 + elementBytes));
  [length === 0 ? 0 : 1, 0, type, length, 1].forEach((value, i) => void bytes.writeInt32BE(value, i * 4));
  return length === 0 ? bytes.subarray(0, 12) : bytes;
}

const nibbles = new Uint8Array(128);
for (const digit of "0123456789abcdef") {
  nibbles[digit.charCodeAt(0)] = Number.parseInt(digit, 16);
  nibbles[digit.toUpperCase().charCodeAt(0)] = Number.parseInt(digit, 16);
}

/** Where a byte's two digits stand in a UUID's text. */
const digitsAt = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/** UUIDs as a query parameter of type uuid[]. */
export function uuidArray(ids: readonly string[]): Buffer {
  const bytes = arrayOf(uuidType, ids.length, 16);
  let at = headBytes;
  for (const id of ids) {
    bytes.writeInt32BE(16, at);
    at += 4;
    for (let i = 0; i < 16; i++) {
      const digit = digitsAt[i] ?? 0;
      bytes[at++] = ((nibbles[id.charCodeAt(digit)] ?? 0) << 4) | (nibbles[id.charCodeAt(digit + 1)] ?? 0);
    }
  }
  return bytes;
}

/** Whole numbers as a query parameter of type int[]. */
export function intArray(values: readonly number[]): Buffer {
  const bytes = arrayOf(intType, values.length, 4);
  let at = headBytes;
  for (const value of values) {
    bytes.writeInt32BE(4, at);
    bytes.writeInt32BE(value, at + 4);
    at += 8;
  }
  return bytes;
}
