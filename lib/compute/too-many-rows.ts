import { ReadingStopped, type Table } from "#lib/compute/open-table.ts";

/** What can be joined at once. */
export const mostRows = 5_000_000;
/**
 * From so much on the beginning of a file tells how many rows it has: what is packed is read ahead of its rows, and rows behind a
 * mark that never closes come late.
 */
const toTell = { bytes: 2_000_000, rows: 10_000 };

/**
 * Whether a table has more rows than can be read, found out before anything of them is kept: its beginning says how many there
 * will be, and only where that comes near the limit they are counted, up to the limit. What else is wrong with it is for its
 * reader to say.
 */
export async function hasTooManyRows(table: Table, most = mostRows): Promise<boolean> {
  if (table.headIsAll) return table.head.length > most;
  // A sheet cannot have as many, and taking it out of its workbook once more costs more than all this saves.
  if (table.sheet !== null) return false;
  let count = 0;
  try {
    for await (const { rows, bytesRead } of table.batches()) {
      count += rows.length;
      if (count > most) return true;
      const tells = bytesRead >= toTell.bytes && count >= toTell.rows;
      if (tells && (count / bytesRead) * table.bytes < most / 2) return false;
    }
  } catch (error) {
    if (!(error instanceof ReadingStopped)) throw error;
  }
  return false;
}
