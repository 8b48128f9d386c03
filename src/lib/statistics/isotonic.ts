import { eachTie, orderOf } from "./ranks.ts";

/** A run of rows with one fitted value; `from` and `to` are the least and greatest x in it. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** The rows of the run, as indexes into the input. */
  readonly rows: Uint32Array;
}

/**
 * The non-decreasing step function nearest to `y` in squares, by pooling adjacent violators (Ayer et al. 1955; Barlow et al. 1972).
 * Rows with equal `x` are averaged first. Blocks come in ascending order of x.
 */
export function isotonic(x: ArrayLike<number>, y: ArrayLike<number>): Block[] {
  const order = orderOf(x);
  const pooled: { start: number; end: number; sum: number }[] = [];
  eachTie(x, order, (start, end) => {
    let block = { start, end, sum: 0 };
    for (let place = start; place < end; place += 1) block.sum += y[order[place]!]!;
    for (let last = pooled.at(-1); last && meanOf(last) >= meanOf(block); last = pooled.at(-1)) {
      pooled.pop();
      block = { start: last.start, end: block.end, sum: last.sum + block.sum };
    }
    pooled.push(block);
  });
  return pooled.map(({ start, end, sum }) => ({
    from: x[order[start]!]!,
    to: x[order[end - 1]!]!,
    value: sum / (end - start),
    rows: order.slice(start, end),
  }));
}

const meanOf = (block: { start: number; end: number; sum: number }): number => block.sum / (block.end - block.start);

/** The block that answers for `x`: the one around it, or the nearer one when it falls between two. */
export function blockAt(blocks: readonly Block[], x: number): Block | undefined {
  return blocks.reduce<Block | undefined>((best, block) => (best === undefined || distance(block, x) < distance(best, x) ? block : best), undefined);
}

const distance = (block: Block, x: number): number => Math.max(block.from - x, 0, x - block.to);
