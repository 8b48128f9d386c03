/** One measured number with what it should be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What was asked for, as people say it: `at least 1,000,000`. */
  readonly target: string;
  readonly ok: boolean;
  /** How many times it was measured; the value is the median. */
  readonly runs: number;
  readonly note?: string;
}

/** A piece of work that is measured. `quick` trades size for time, to see that it runs at all. */
export interface Bench {
  readonly name: string;
  run(options: { readonly quick: boolean }): Promise<Figure[]>;
}

/** The median of what `run` returns. The middle one of an even number is the mean of both. */
export async function median(run: () => number | Promise<number>, runs = 5): Promise<number> {
  const values: number[] = [];
  for (let index = 0; index < runs; index += 1) values.push(await run());
  values.sort((left, right) => left - right);
  const middle = Math.floor(runs / 2);
  const upper = values[middle];
  if (upper === undefined) throw new RangeError("a median needs at least one run");
  return runs % 2 === 1 ? upper : (upper + (values[middle - 1] as number)) / 2;
}
