/** What a bound parameter may be; its ClickHouse type stands in the text as `{name:Type}`. */
export type Parameter = string | number | boolean | readonly string[] | readonly number[];
export type Parameters = Readonly<Record<string, Parameter>>;

/** A query as a value: text with bound parameters only, and the limits that it may use. */
export interface Query {
  /** Named after what it answers; it stands in errors and logs. */
  readonly name: string;
  readonly text: string;
  readonly parameters?: Parameters;
  readonly limits?: Partial<Limits>;
}

export interface Limits {
  readonly seconds: number;
  readonly memoryBytes: number;
  /** 0 lets the engine use every core. */
  readonly threads: number;
}

/** Every query has limits: an abort returns early while the embedded engine would run on. */
export const defaultLimits: Limits = { seconds: 120, memoryBytes: 3_000_000_000, threads: 0 };

/** An instant as text for a parameter of type DateTime64(3, 'UTC'). */
export const instantText = (instant: number): string => new Date(instant).toISOString().slice(0, -1).replace("T", " ");

/** An instant or an aggregate of instants as a number that is read as it is: milliseconds since 1970. */
export const milliseconds = (column: string): string => `toFloat64(toUnixTimestamp64Milli(${column}))`;

/** The first and the last id in the order of their bytes, which is the table's. */
export function rangeOf(ids: readonly string[]): { from: string; to: string } {
  let [from, to] = [Buffer.from(ids[0] as string), Buffer.from(ids[0] as string)];
  for (const id of ids) {
    const bytes = Buffer.from(id);
    if (bytes.compare(from) < 0) from = bytes;
    if (bytes.compare(to) > 0) to = bytes;
  }
  return { from: from.toString(), to: to.toString() };
}
