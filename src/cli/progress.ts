const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** How far some long work has come. */
export interface Step {
  /** What is being done: `scoring`. */
  readonly doing: string;
  readonly done: number;
  /** When it is known how much there is. */
  readonly of?: number;
  readonly unit: string;
  readonly elapsedMs: number;
}

/** `scoring 547 days: 220 of 500 accounts, 44 %, 160 a second, 2 s left` */
export function stepLine({ doing, done, of, unit, elapsedMs }: Step): string {
  const perSecond = done / Math.max(elapsedMs / 1000, 0.001);
  const rate = `${number.format(perSecond)} a second`;
  if (of === undefined || of < done) return `${doing}: ${number.format(done)} ${unit}, ${rate}`;
  const left = Math.ceil((of - done) / Math.max(perSecond, 1));
  return `${doing}: ${number.format(done)} of ${number.format(of)} ${unit}, ${Math.floor((100 * done) / Math.max(of, 1))} %, ${rate}, ${left} s left`;
}
