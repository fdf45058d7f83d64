/** Why a file as a whole cannot be read. */
export type Refusal =
  | { readonly reason: "empty" | "excel" | "binary" | "no rows" }
  | { readonly reason: "open quote"; readonly row: number }
  | { readonly reason: "headings"; readonly sentence: string };

/** What the person who chose the file reads: what is wrong with it and what to do. */
export function sentenceOfRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case "empty":
      return "The file is empty. Export it again, and choose the new file.";
    case "excel":
      return "This is an Excel file. Save it as CSV (in Excel: File, Save As, CSV UTF-8), and choose that file.";
    case "binary":
      return "This file is not a table of text. Export it as CSV, and choose that file.";
    case "no rows":
      return "The file has headings, but no row below them.";
    case "open quote":
      return `A quotation mark opens in row ${refusal.row} and never closes, so the rows after it cannot be told apart. Mend that row, and choose the file again.`;
    case "headings":
      return refusal.sentence;
  }
}
