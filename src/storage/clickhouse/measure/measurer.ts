import type { MeasureRequest, Measurements, Measurer } from "../../../engine/ports.ts";
import { compileMeasure } from "../../../metrics/measure.ts";
import { aggregatesOf } from "../../../metrics/plan.ts";
import type { ClickHouse } from "../engine.ts";
import { SheetBuilder, fillSheet } from "./sheet-builder.ts";
import { measureSlices } from "./slices.ts";
import { measureQueries } from "./statements.ts";

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
    const filled = fillSheet(this.#clickHouse, sheet, queries, { first: 0, count: request.instants.length });
    // The two small ones are answered beside the large ones.
    const [born, feeds] = await Promise.all([this.#clickHouse.blocks(queries.born), this.#clickHouse.blocks(queries.feeds), filled]);
    for (const block of born) sheet.addBorn(block);
    for (const block of feeds) sheet.addFeeds(block);
    const { accounts, ...rest } = sheet.finish(aggregates);
    return compileMeasure({ ...request, feeds: sheet.feeds })(rest, accounts);
  }

  measureSlices(request: MeasureRequest): AsyncIterable<Measurements> {
    return measureSlices(this.#clickHouse, request);
  }
}
