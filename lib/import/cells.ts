/** Joins the cells of a stored row. No cell contains it: the row reader refuses such cells as "not text". */
export const cellSeparator = "\u001f";

/** Joins the rows of a batch on their way to the database; refused in cells as well. */
export const rowSeparator = "\u001e";

/**
 * The cells of a row as one text. An array of texts, or JSON, made the database and this process spend several times
 * longer on each row of an import.
 */
export const packCells = (cells: readonly string[]): string => cells.join(cellSeparator);

export const unpackCells = (packed: string): string[] => packed.split(cellSeparator);
