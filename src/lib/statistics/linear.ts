/** A symmetric positive definite matrix, by rows. */
export type Matrix = readonly Float64Array[];

/** The lower triangle L with L L' = matrix; throws RangeError when the matrix isn't positive definite. */
function cholesky(matrix: Matrix): Float64Array[] {
  const lower = matrix.map(() => new Float64Array(matrix.length));
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 1e-12 * matrix[i]![i]!) lower[i]![i] = Math.sqrt(sum);
      else throw new RangeError("the matrix is singular: one column is a combination of others");
    }
  }
  return lower;
}

/** Solves matrix * x = right for a symmetric positive definite matrix. */
export function solve(matrix: Matrix, right: ArrayLike<number>): Float64Array {
  const lower = cholesky(matrix);
  const size = matrix.length;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

/** The inverse of a symmetric positive definite matrix. */
export function inverse(matrix: Matrix): Float64Array[] {
  return matrix.map((_, column) => solve(matrix, matrix.map((_row, row) => (row === column ? 1 : 0))));
}
