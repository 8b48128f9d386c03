import { normalTwoSided } from "./distributions.ts";
import { midranks } from "./ranks.ts";

/** Both samples together may have this many values for the exact distribution; it is also R's choice (each below 50). */
const exactLimit = 50;

/**
 * The rank sum test of Mann and Whitney (1947): `u` counts the pairs in which the value of `a` is greater, ties half, and `p`
 * is two-sided. Exact for small samples without ties, else the normal approximation with the correction for ties
 * and for continuity.
 */
export function mannWhitney(a: ArrayLike<number>, b: ArrayLike<number>): { u: number; p: number; exact: boolean } {
  const [m, n] = [a.length, b.length];
  if (m === 0 || n === 0) return { u: Number.NaN, p: Number.NaN, exact: false };
  const { ranks, tieTerm } = midranks([...Array.from(a), ...Array.from(b)]);
  let u = (-m * (m + 1)) / 2;
  for (let i = 0; i < m; i += 1) u += ranks[i]!;
  if (tieTerm === 0 && m < exactLimit && n < exactLimit) return { u, p: exactTwoSided(Math.min(u, m * n - u), m, n), exact: true };
  const total = m + n;
  const deviation = Math.sqrt(((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1))));
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  return { u, p: deviation > 0 ? normalTwoSided(distance / deviation) : 1, exact: false };
}

/** Twice P(U <= u), by counting arrangements: the coefficients of the Gaussian binomial of m + n over m. */
function exactTwoSided(u: number, m: number, n: number): number {
  const counts = new Float64Array(m * n + 1);
  counts[0] = 1;
  for (let i = 1; i <= m; i += 1) {
    for (let j = counts.length - 1; j >= n + i; j -= 1) counts[j]! -= counts[j - n - i]!;
    for (let j = i; j < counts.length; j += 1) counts[j]! += counts[j - i]!;
  }
  let [below, all] = [0, 0];
  counts.forEach((count, value) => {
    all += count;
    if (value <= u) below += count;
  });
  return Math.min(1, (2 * below) / all);
}
