/** Why a file as a whole cannot be read. */
export type Refusal =
  | { readonly reason: "empty" | "excel" | "binary" | "no rows" | "damaged" | "too large" | "too many rows" }
  | { readonly reason: "endless row"; readonly row: number }
  | { readonly reason: "headings" | "workbook"; readonly sentence: string }
  /** The sentence names the file. */
  | { readonly reason: "not found" | "not a file" | "not readable"; readonly sentence: string };

/** What the person who chose the file reads: what is wrong with it and what to do. */
export function sentenceOfRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case "empty":
      return "The file is empty. Export it again, and choose the new file.";
    case "excel":
      return "This is an Excel file of the old kind, or one with a password. Save it as .xlsx without a password, or as CSV, and choose that file.";
    case "binary":
      return "This file is not a table of text. Export it as CSV, and choose that file.";
    case "no rows":
      return "The file has headings, but no row below them.";
    case "endless row":
      return `Row ${refusal.row} does not end within four million characters, so this is no table. Export it again as CSV, and choose the new file.`;
    case "damaged":
      return "This packed file is damaged. Pack it again, or choose the file itself.";
    case "too large":
      return "Unpacked, this file has more than 4 GB. Split it, and choose the parts.";
    case "too many rows":
      return "This file has more than five million rows. Split it, and choose the parts.";
    case "headings":
    case "workbook":
    case "not found":
    case "not a file":
    case "not readable":
      return refusal.sentence;
  }
}
