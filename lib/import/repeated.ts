import { type Issue, shown } from "#lib/import/issue.ts";
import type { AccountRow } from "#lib/import/read-row.ts";

const firstCapacity = 4096;

/** Rows by a key of 64 bits, in open addressing: 12 bytes a row, where a map of texts would hold the file itself. */
function createSeenRows() {
  let capacity = firstCapacity;
  let count = 0;
  let highs = new Int32Array(capacity);
  let lows = new Int32Array(capacity);
  /** 0: free. */
  let rows = new Int32Array(capacity);

  function placeOf(high: number, low: number): number {
    let at = high & (capacity - 1);
    while (rows[at] !== 0 && (highs[at] !== high || lows[at] !== low)) at = (at + 1) & (capacity - 1);
    return at;
  }

  function grow(): void {
    const [oldHighs, oldLows, oldRows] = [highs, lows, rows];
    capacity *= 2;
    highs = new Int32Array(capacity);
    lows = new Int32Array(capacity);
    rows = new Int32Array(capacity);
    for (let i = 0; i < oldRows.length; i++) {
      if (oldRows[i] === 0) continue;
      const at = placeOf(oldHighs[i] ?? 0, oldLows[i] ?? 0);
      highs[at] = oldHighs[i] ?? 0;
      lows[at] = oldLows[i] ?? 0;
      rows[at] = oldRows[i] ?? 0;
    }
  }

  /** The row kept under this key before, or 0 when this is the first. */
  return (high: number, low: number, row: number): number => {
    if (count * 2 >= capacity) grow();
    const at = placeOf(high, low);
    const earlier = rows[at] ?? 0;
    if (earlier !== 0) return earlier;
    highs[at] = high;
    lows[at] = low;
    rows[at] = row;
    count++;
    return 0;
  };
}

/**
 * Finds rows of one file that name a customer already named above: one row per customer is what can be read. Customers
 * are told apart by two hashes of 32 bits each (FNV-1a; Murmur3's mixing): two of a million different ones are taken
 * for the same with a probability of less than one in ten million.
 */
export function createRepeatCheck(column: string | null): (row: AccountRow, issues: Issue[]) => boolean {
  const seen = createSeenRows();
  return (row, issues) => {
    const { identity } = row;
    let high = 0x811c9dc5;
    let low = 0x9747b28c;
    for (let i = 0; i < identity.length; i++) {
      const code = identity.charCodeAt(i);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ Math.imul(code, 0xcc9e2d51), 0x1b873593);
      low = (((low << 13) | (low >>> 19)) + 0xe6546b64) | 0;
    }
    high ^= high >>> 15;
    const earlier = seen(high, low, row.rowNumber);
    if (earlier === 0) return false;
    issues.push({
      row: row.rowNumber,
      column,
      value: shown(identity.slice(identity.indexOf(":") + 1)),
      kind: "repeated",
      accepted: `one row per customer (the first is row ${earlier})`,
    });
    return true;
  };
}
