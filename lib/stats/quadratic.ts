/**
 * x′ V⁻ x for a covariance matrix V given by its lower triangle, row by row (k × k), and the rank used. Directions
 * without variance are left out, as they carry no evidence: by Cholesky with a check of every pivot against the
 * diagonal it started from. V is not changed.
 */
export function quadraticForm(x: Float64Array, covariance: Float64Array): { value: number; rank: number } {
  const k = x.length;
  const factor = Float64Array.from(covariance);
  const solved = Float64Array.from(x);
  const used = new Uint8Array(k);
  let [value, rank] = [0, 0];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      if (used[j] === 0) continue;
      let sum = factor[i * k + j]!;
      for (let m = 0; m < j; m++) if (used[m] === 1) sum -= factor[i * k + m]! * factor[j * k + m]!;
      sum /= factor[j * k + j]!;
      factor[i * k + j] = sum;
      solved[i]! -= sum * solved[j]!;
    }
    let pivot = covariance[i * k + i]!;
    for (let m = 0; m < i; m++) if (used[m] === 1) pivot -= factor[i * k + m]! ** 2;
    if (!(pivot > 1e-10 * covariance[i * k + i]!)) continue;
    const root = Math.sqrt(pivot);
    factor[i * k + i] = root;
    used[i] = 1;
    solved[i]! /= root;
    value += solved[i]! ** 2;
    rank++;
  }
  return { value, rank };
}
