import { randomBytes } from "node:crypto";

/**
 * Makes UUIDv7s (RFC 9562) that sort in the order they are made, also within a millisecond: the 26 bits after the
 * time are a counter. Rows written in that order go to the end of their index, and accounts keep the file's order.
 */
export function createSortedIds(now: number): (count: number) => string[] {
  const time = now.toString(16).padStart(12, "0");
  const prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  let counter = 0;
  return (count) => {
    const random = randomBytes(count * 6).toString("hex");
    return Array.from({ length: count }, (_, i) => {
      const place = counter++;
      const high = (place >>> 14).toString(16).padStart(3, "0");
      const low = (0x8000 | (place & 0x3fff)).toString(16);
      return `${prefix}${high}-${low}-${random.slice(i * 12, i * 12 + 12)}`;
    });
  };
}
