import type { MeasureRequest, Rates } from "../../../engine/ports.ts";
import type { Instant } from "../../../lib/zone.ts";
import { type Aggregate, aggregateKey } from "../../../metrics/aggregate.ts";
import type { Sheet } from "../../../metrics/sheet.ts";
import { type ReadBlock, numbersOf, textsOf } from "../native-reader.ts";
import type { ClickHouse } from "../engine.ts";
import type { FamilyQuery, MeasureQueries } from "./statements.ts";

/** Which of a sheet's instants an answer is about. */
export interface Part {
  readonly first: number;
  readonly count: number;
}

/** What an aggregate is for an account that has no row of its family. */
function absent({ fn }: Aggregate): number {
  const zero = new Set<Aggregate["fn"]>(["count", "users", "days", "sum", "numbers", "feature_users", "features_used", "known_users", "items_open", "items_closed", "items_hours"]);
  return zero.has(fn) ? 0 : Number.NaN;
}

/** Puts the answers of the families side by side; accounts take their places in the order in which they appear. */
export class SheetBuilder {
  readonly #request: MeasureRequest;
  readonly #places = new Map<string, number>();
  readonly #born: number[] = [];
  readonly #feeds = new Map<string, Instant>();
  readonly #contracts = new Map<number, Record<"active" | "seats" | "mrr" | "contract_start", number>>();
  readonly #columns = new Map<string, Float64Array>();
  readonly #answers: { rows: Float64Array; values: ArrayLike<number>; key: string }[] = [];

  constructor(request: MeasureRequest) {
    this.#request = request;
  }

  /** Gives accounts their places beforehand, with their births. */
  seed(accounts: readonly string[], born: ArrayLike<number>): void {
    accounts.forEach((account, index) => this.#bear(this.#place(account), born[index] as number));
  }

  get feeds(): ReadonlyMap<string, Instant> {
    return this.#feeds;
  }

  /** A column that was computed elsewhere, in the places of this sheet. */
  addColumn(key: string, column: Float64Array): void {
    this.#columns.set(key, column);
  }

  #place(account: string): number {
    const known = this.#places.get(account);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(account, place);
    this.#born.push(Infinity);
    return place;
  }

  /** The row in the sheet of each row of the block, which is about the instants of `part`. */
  #rows(block: ReadBlock, { first, count }: Part): Float64Array {
    const instants = count > 1 ? numbersOf(block, "i") : undefined;
    const { length } = this.#request.instants;
    return Float64Array.from(textsOf(block, "account"), (account, row) => this.#place(account) * length + first + (instants?.[row] ?? 0));
  }

  addBorn(block: ReadBlock): void {
    const born = numbersOf(block, "born");
    textsOf(block, "account").forEach((account, row) => this.#bear(this.#place(account), born[row] as number));
  }

  #bear(place: number, time: number): void {
    if (time < (this.#born[place] as number)) this.#born[place] = time;
  }

  addFamily(block: ReadBlock, { aggregates }: FamilyQuery, part: Part): void {
    const rows = this.#rows(block, part);
    aggregates.forEach((aggregate, index) => this.#answers.push({ rows, values: numbersOf(block, `a${index}`), key: aggregateKey(aggregate) }));
    if (!block.columns.has("born")) return;
    const born = numbersOf(block, "born");
    rows.forEach((row, index) => this.#bear(Math.floor(row / this.#request.instants.length), born[index] as number));
  }

  /** Currencies come as rows of their own and are summed here, because rates are the pack's, not the store's. */
  addContracts(block: ReadBlock, part: Part): void {
    const [active, start] = [numbersOf(block, "active"), numbersOf(block, "contract_start")];
    const [seats, mrr] = [numbersOf(block, "seats"), numbersOf(block, "mrr")];
    const currencies = textsOf(block, "currency");
    this.#rows(block, part).forEach((row, index) => {
      const asOf = this.#request.instants[row % this.#request.instants.length] as Instant;
      const sum = this.#contracts.get(row) ?? { active: 0, seats: 0, mrr: 0, contract_start: Infinity };
      const isActive = (active[index] as number) > 0;
      this.#contracts.set(row, {
        active: sum.active + (active[index] as number),
        seats: sum.seats + (seats[index] as number),
        mrr: sum.mrr + (isActive ? (mrr[index] as number) * rateAt(this.#request, currencies[index] as string, asOf) : 0),
        contract_start: Math.min(sum.contract_start, start[index] as number),
      });
    });
  }

  addFeeds(block: ReadBlock): void {
    const first = numbersOf(block, "first");
    textsOf(block, "name").forEach((name, row) => this.#feeds.set(name, first[row] as number));
  }

  finish(aggregates: readonly Aggregate[]): Sheet & { accounts: string[] } {
    const { instants } = this.#request;
    const accountCount = this.#places.size;
    const columns = this.#columns;
    for (const aggregate of aggregates) {
      const key = aggregateKey(aggregate);
      if (!columns.has(key)) columns.set(key, new Float64Array(accountCount * instants.length).fill(absent(aggregate)));
    }
    for (const { rows, values, key } of this.#answers) {
      const column = columns.get(key);
      if (column) rows.forEach((row, index) => (column[row] = values[index] as number));
    }
    for (const fn of ["seats", "mrr", "contract_start"] as const) {
      const column = columns.get(aggregateKey({ fn }));
      if (column) for (const [row, sum] of this.#contracts) if (sum.active > 0) column[row] = sum[fn];
    }
    return { born: Float64Array.from(this.#born), columns, accounts: [...this.#places.keys()] };
  }
}

/** The latest rate dated on or before the instant; NaN for a currency without one. */
function rateAt({ currency, rates }: { currency: string; rates: Rates }, of: string, asOf: Instant): number {
  if (of === "" || of === currency) return 1;
  return rates[of]?.findLast(([from]) => from <= asOf)?.[1] ?? Number.NaN;
}

/** Reads every family into the sheet. The queries may be about a part of its instants only. */
export async function fillSheet(clickHouse: ClickHouse, sheet: SheetBuilder, { families, contracts }: MeasureQueries, part: Part): Promise<void> {
  for (const family of families) for (const block of await clickHouse.blocks(family)) sheet.addFamily(block, family, part);
  if (contracts) for (const block of await clickHouse.blocks(contracts)) sheet.addContracts(block, part);
}
