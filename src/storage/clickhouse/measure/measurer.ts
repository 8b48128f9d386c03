import type { MeasureRequest, Measurements, Measurer, Rates } from "../../../engine/ports.ts";
import type { Instant } from "../../../lib/zone.ts";
import { type Aggregate, aggregateKey } from "../../../metrics/aggregate.ts";
import { measureSheet } from "../../../metrics/measure.ts";
import { aggregatesOf } from "../../../metrics/plan.ts";
import type { Sheet } from "../../../metrics/sheet.ts";
import type { ClickHouse } from "../engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "../native-reader.ts";
import { type FamilyQuery, measureQueries } from "./statements.ts";

/** Measures by SQL: one statement for each family of aggregates, at any instants. */
export class ClickHouseMeasurer implements Measurer {
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  async measure(request: MeasureRequest): Promise<Measurements> {
    const aggregates = Object.values(request.metrics).flatMap((metric) => aggregatesOf(metric, request.metrics));
    const queries = measureQueries(request, aggregates);
    const sheet = new SheetBuilder(request);
    for (const block of await this.#clickHouse.blocks(queries.born)) sheet.addBorn(block);
    for (const family of queries.families) {
      for (const block of await this.#clickHouse.blocks(family)) sheet.addFamily(block, family);
    }
    if (queries.contracts) for (const block of await this.#clickHouse.blocks(queries.contracts)) sheet.addContracts(block);
    for (const block of await this.#clickHouse.blocks(queries.feeds)) sheet.addFeeds(block);
    const { accounts, ...rest } = sheet.finish(aggregates);
    return measureSheet(rest, request.metrics, accounts);
  }
}

/** What an aggregate is for an account that has no row of its family. */
function absent({ fn }: Aggregate): number {
  const zero = new Set<Aggregate["fn"]>(["count", "users", "days", "sum", "numbers", "feature_users", "features_used", "known_users", "items_open", "items_closed", "items_hours"]);
  return zero.has(fn) ? 0 : Number.NaN;
}

/** Puts the answers of the families side by side; accounts take their places in the order in which they appear. */
class SheetBuilder {
  readonly #request: MeasureRequest;
  readonly #places = new Map<string, number>();
  readonly #born: number[] = [];
  readonly #feeds = new Map<string, Instant>();
  readonly #contracts = new Map<number, Record<"seats" | "mrr" | "contract_start", number>>();
  readonly #answers: { rows: Float64Array; values: ArrayLike<number>; key: string }[] = [];

  constructor(request: MeasureRequest) {
    this.#request = request;
  }

  #place(account: string): number {
    const known = this.#places.get(account);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(account, place);
    this.#born.push(Infinity);
    return place;
  }

  /** The row in the sheet of each row of the block. */
  #rows(block: ReadBlock): Float64Array {
    const { length } = this.#request.instants;
    const instants = length > 1 ? numbersOf(block, "i") : undefined;
    return Float64Array.from(textsOf(block, "account"), (account, row) => this.#place(account) * length + (instants?.[row] ?? 0));
  }

  addBorn(block: ReadBlock): void {
    const born = numbersOf(block, "born");
    textsOf(block, "account").forEach((account, row) => this.#bear(this.#place(account), born[row] as number));
  }

  #bear(place: number, time: number): void {
    if (time < (this.#born[place] as number)) this.#born[place] = time;
  }

  addFamily(block: ReadBlock, { aggregates }: FamilyQuery): void {
    const rows = this.#rows(block);
    aggregates.forEach((aggregate, index) => this.#answers.push({ rows, values: numbersOf(block, `a${index}`), key: aggregateKey(aggregate) }));
    if (!block.columns.has("born")) return;
    const born = numbersOf(block, "born");
    rows.forEach((row, index) => this.#bear(Math.floor(row / this.#request.instants.length), born[index] as number));
  }

  /** Currencies come as rows of their own and are summed here, because rates are the pack's, not the store's. */
  addContracts(block: ReadBlock): void {
    const [seats, mrr, start] = [numbersOf(block, "seats"), numbersOf(block, "mrr"), numbersOf(block, "contract_start")];
    const currencies = textsOf(block, "currency");
    this.#rows(block).forEach((row, index) => {
      const asOf = this.#request.instants[row % this.#request.instants.length] as Instant;
      const sum = this.#contracts.get(row) ?? { seats: 0, mrr: 0, contract_start: Infinity };
      this.#contracts.set(row, {
        seats: sum.seats + (seats[index] as number),
        mrr: sum.mrr + (mrr[index] as number) * rateAt(this.#request, currencies[index] as string, asOf),
        contract_start: Math.min(sum.contract_start, start[index] as number),
      });
    });
  }

  addFeeds(block: ReadBlock): void {
    const first = numbersOf(block, "first");
    textsOf(block, "name").forEach((name, row) => this.#feeds.set(name, first[row] as number));
  }

  finish(aggregates: readonly Aggregate[]): Sheet & { accounts: string[] } {
    const { instants, zone } = this.#request;
    const accountCount = this.#places.size;
    const columns = new Map(aggregates.map((aggregate) => [aggregateKey(aggregate), new Float64Array(accountCount * instants.length).fill(absent(aggregate))]));
    for (const { rows, values, key } of this.#answers) {
      const column = columns.get(key);
      if (column) rows.forEach((row, index) => (column[row] = values[index] as number));
    }
    for (const fn of ["seats", "mrr", "contract_start"] as const) {
      const column = columns.get(aggregateKey({ fn }));
      if (column) for (const [row, sum] of this.#contracts) column[row] = sum[fn];
    }
    return { zone, instants, accountCount, born: Float64Array.from(this.#born), feeds: this.#feeds, columns, accounts: [...this.#places.keys()] };
  }
}

/** The latest rate dated on or before the instant; NaN for a currency without one. */
function rateAt({ currency, rates }: { currency: string; rates: Rates }, of: string, asOf: Instant): number {
  if (of === "" || of === currency) return 1;
  return rates[of]?.findLast(([from]) => from <= asOf)?.[1] ?? Number.NaN;
}
