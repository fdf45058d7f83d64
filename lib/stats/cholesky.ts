/** A covariance matrix taken apart; directions without variance are marked and left out. */
export interface Cholesky {
  readonly size: number;
  /** Lower triangle, row by row, of the size × size factor. */
  readonly factor: Float64Array;
  /** 1 where the direction adds something to those before it. */
  readonly used: Uint8Array;
  readonly rank: number;
}

/**
 * Cholesky's factor of a symmetric matrix without negative directions, of which the lower triangle is read. A direction
 * whose pivot is under 1e-10 of its own variance repeats the others and is left out (as R's coxph does).
 */
export function cholesky(matrix: Float64Array, size: number): Cholesky {
  const factor = Float64Array.from(matrix);
  const used = new Uint8Array(size);
  let rank = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      if (used[j] === 0) continue;
      let sum = factor[i * size + j]!;
      for (let m = 0; m < j; m++) if (used[m] === 1) sum -= factor[i * size + m]! * factor[j * size + m]!;
      factor[i * size + j] = sum / factor[j * size + j]!;
    }
    const variance = matrix[i * size + i]!;
    let pivot = variance;
    for (let m = 0; m < i; m++) if (used[m] === 1) pivot -= factor[i * size + m]! ** 2;
    if (!(pivot > 1e-10 * variance)) continue;
    factor[i * size + i] = Math.sqrt(pivot);
    used[i] = 1;
    rank++;
  }
  return { size, factor, used, rank };
}

function forward({ size, factor, used }: Cholesky, x: ArrayLike<number>): Float64Array {
  const solved = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    if (used[i] === 0) continue;
    let sum = x[i]!;
    for (let j = 0; j < i; j++) if (used[j] === 1) sum -= factor[i * size + j]! * solved[j]!;
    solved[i] = sum / factor[i * size + i]!;
  }
  return solved;
}

/** V⁻¹ x; 0 in the directions left out. */
export function solve(of: Cholesky, x: ArrayLike<number>): Float64Array {
  const { size, factor, used } = of;
  const solved = forward(of, x);
  for (let i = size - 1; i >= 0; i--) {
    if (used[i] === 0) continue;
    let sum = solved[i]!;
    for (let j = i + 1; j < size; j++) if (used[j] === 1) sum -= factor[j * size + i]! * solved[j]!;
    solved[i] = sum / factor[i * size + i]!;
  }
  return solved;
}

/** x′ V⁻¹ x over the directions used. */
export function quadraticForm(of: Cholesky, x: ArrayLike<number>): number {
  return forward(of, x).reduce((sum, value) => sum + value * value, 0);
}
