import { gammaln } from "simple-statistics";

const logChoose = (n: number, k: number): number => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);

/**
 * Fisher's exact test of a two by two table, two-sided: the chance, with the margins given, of a table no likelier than this one
 * (the convention of R and SciPy). `a` of `a + b` on one side against `c` of `c + d` on the other.
 */
export function fisherExact([a, b, c, d]: readonly [number, number, number, number]): number {
  const [first, second, yes] = [a + b, c + d, a + c];
  const chance = (k: number): number => Math.exp(logChoose(first, k) + logChoose(second, yes - k) - logChoose(first + second, yes));
  // Equal tables differ in their last digits; R's tolerance.
  const limit = chance(a) * (1 + 1e-7);
  let p = 0;
  for (let k = Math.max(0, yes - second); k <= Math.min(first, yes); k += 1) if (chance(k) <= limit) p += chance(k);
  return Math.min(1, p);
}
