import { randomBytes } from "node:crypto";

/**
 * Makes UUIDv7s (RFC 9562) that sort in the order they are made, also within a millisecond: the 26 bits after the
 * time are a counter, the last 48 are random, once for all of them. Rows written in that order go to the end of
 * their index, and accounts keep the file's order. For up to 67 million ids.
 */
export function createSortedIds(now: number): (count: number) => string[] {
  const time = now.toString(16).padStart(12, "0");
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  const tail = randomBytes(6).toString("hex");
  let counter = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      const place = counter++;
      const high = (place >>> 14).toString(16).padStart(3, "0");
      const low = (0x8000 | (place & 0x3fff)).toString(16);
      return `${head}${high}-${low}-${tail}`;
    });
}
