const [point, minus] = [46, 45];
/** As many as a double holds exactly, so that the division below rounds once, as reading the text would. */
const mostDigits = 15;
const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, i) => 10 ** i);

/**
 * The number that these bytes of ASCII write with digits and at most one point between them, and a minus before them where
 * `signed`; NaN for anything else.
 */
export function plainNumber(bytes: Uint8Array, from: number, to: number, signed: boolean): number {
  const isNegative = bytes[from] === minus;
  if (isNegative && !signed) return Number.NaN;
  let whole = 0;
  let pointAt = -1;
  const first = isNegative ? from + 1 : from;
  if (to - first > mostDigits || first >= to) return Number.NaN;
  for (let i = first; i < to; i++) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (bytes[i] === point && pointAt < 0 && i > first && i < to - 1) pointAt = i;
    else return Number.NaN;
  }
  const value = pointAt < 0 ? whole : whole / (powersOfTen[to - pointAt - 1] ?? 1);
  return isNegative ? -value : value;
}
