import { formatCounted } from "#lib/analysis/format.ts";

/** "3 accounts and 1 single deal": what is set aside; null where nothing is. */
export function saySetAside(accounts: number, rows: number): string | null {
  const words = [
    accounts > 0 && formatCounted(accounts, "account"),
    rows > 0 && formatCounted(rows, "single deal"),
  ].filter(Boolean);
  return words.length === 0 ? null : words.join(" and ");
}

/** The same of a list of what is and was set aside. */
export function saySetAsideOf(
  list: readonly { readonly row: string | null; readonly ended: object | null }[],
): string | null {
  const open = list.filter(({ ended }) => ended === null);
  const rows = open.filter(({ row }) => row !== null).length;
  return saySetAside(open.length - rows, rows);
}
