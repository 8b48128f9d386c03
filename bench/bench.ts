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
  /** What it was measured against in the same run, and whatever makes the number smaller than it looks. */
  readonly note?: string;
}

export interface BenchOptions {
  /** Smaller data and fewer runs, to see that everything works; the targets are those of the full size. */
  readonly quick: boolean;
}

/** A piece of work that is measured, in a process of its own. */
export interface Bench {
  /** What has to be there beside this repository; the reason why the bench is skipped when it isn't. */
  readonly lacking?: () => string | undefined;
  run(options: BenchOptions): Promise<Figure[]>;
}

/** The middle one of an odd number of values; of an even number the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError("a median needs at least one value");
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** The median of what `run` returns. */
export async function median(run: () => number | Promise<number>, runs = 5): Promise<number> {
  const values: number[] = [];
  for (let index = 0; index < runs; index += 1) values.push(await run());
  return medianOf(values);
}

export async function millisecondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export interface Comparison {
  /** Median of the ratios of neighbours: what is measured over its reference. */
  readonly ratio: number;
  readonly ms: number;
  readonly referenceMs: number;
  readonly runs: number;
}

/**
 * Measures work against its reference in turns, one right after the other, so that whatever else the machine does
 * falls on both. Each runs once before, to be warm.
 */
export async function compare(work: () => unknown, reference: () => unknown, runs: number): Promise<Comparison> {
  await reference();
  await work();
  const pairs: { ms: number; referenceMs: number }[] = [];
  for (let run = 0; run < runs; run += 1) pairs.push({ referenceMs: await millisecondsOf(reference), ms: await millisecondsOf(work) });
  return {
    ratio: medianOf(pairs.map(({ ms, referenceMs }) => ms / referenceMs)),
    ms: medianOf(pairs.map(({ ms }) => ms)),
    referenceMs: medianOf(pairs.map(({ referenceMs }) => referenceMs)),
    runs,
  };
}

/** Processor time rather than the clock's: what this process's cores do, however many others share the machine. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The most memory that this process ever held, in bytes. */
export const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
