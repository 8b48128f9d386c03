import type { MeasureRequest, Measurements } from "../../../engine/ports.ts";
import type { Instant } from "../../../lib/zone.ts";
import { type Aggregate, type Window, aggregateKey, windowStart } from "../../../metrics/aggregate.ts";
import { compileMeasure } from "../../../metrics/measure.ts";
import { aggregatesOf } from "../../../metrics/plan.ts";
import { type Calendar, calendarOf } from "../../../metrics/sweep/calendar.ts";
import { type SweepPlan, planSweep } from "../../../metrics/sweep/plan.ts";
import { sweep } from "../../../metrics/sweep/sweep.ts";
import type { ClickHouse } from "../engine.ts";
import { type ReadBlock, numbersOf, textsOf } from "../native-reader.ts";
import { dayFactsQuery, readDayFacts } from "./day-facts.ts";
import { inAccounts, known } from "./scope.ts";
import { SheetBuilder, fillSheet } from "./sheet-builder.ts";
import { readWithdrawals, steppedColumns } from "./stepped.ts";
import { type RangedRequest, measureQueries, scopedQuery } from "./statements.ts";

/** How much of the fleet is in memory at once: whichever of the two is reached first. */
const sliceEvents = 400_000;
const sliceCells = 400_000;

interface Slice {
  readonly accounts: readonly string[];
  readonly born: readonly number[];
}

/** Every account in the order of its id's bytes, with its birth, cut into slices of bounded work. */
async function slicesOf(clickHouse: ClickHouse, request: MeasureRequest): Promise<Slice[]> {
  const { instants } = request;
  const query = scopedQuery("accounts and their births", { ...request, instants: instants.slice(-1) }, (scope) => {
    const where = `${inAccounts(scope)} AND time < {as_of:DateTime64(3, 'UTC')}${known(scope)}`;
    const from = (table: string): string => `SELECT account, min(time) AS first, count() AS facts FROM ${table} WHERE ${where} GROUP BY account`;
    return `SELECT account, toFloat64(toUnixTimestamp64Milli(min(first))) AS born, toFloat64(sum(facts)) AS facts
FROM (${["events", "account_traits", "memberships"].map(from).join(" UNION ALL ")})
GROUP BY account ORDER BY account`;
  });
  const slices: { accounts: string[]; born: number[]; facts: number }[] = [];
  for (const block of await clickHouse.blocks(query)) {
    const [born, facts] = [numbersOf(block, "born"), numbersOf(block, "facts")];
    textsOf(block, "account").forEach((account, row) => {
      const last = slices.at(-1);
      const open = last && last.facts + (facts[row] as number) <= sliceEvents && (last.accounts.length + 1) * instants.length <= sliceCells;
      const slice = open ? last : { accounts: [], born: [], facts: 0 };
      if (!open) slices.push(slice);
      slice.accounts.push(account);
      slice.born.push(born[row] as number);
      slice.facts += facts[row] as number;
    });
  }
  return slices;
}

/** The latest times of before the calendar begins, which no packed day shows. */
async function addEarlierTimes(clickHouse: ClickHouse, { request, plan, calendar, slice }: Sliced, columns: ReadonlyMap<string, Float64Array>): Promise<void> {
  const times = plan.swept.filter(({ fn }) => fn === "last_time");
  if (times.length === 0) return;
  const start = { ...request, instants: [calendar.starts[0] as Instant] };
  const sheet = new SheetBuilder(start);
  sheet.seed(slice.accounts, slice.born);
  await fillSheet(clickHouse, sheet, measureQueries(start, times), { first: 0, count: 1 });
  const earlier = sheet.finish(times).columns;
  for (const aggregate of times) {
    const [before, column] = [earlier.get(aggregateKey(aggregate)), columns.get(aggregateKey(aggregate))] as [Float64Array, Float64Array];
    before.forEach((time, account) => fillUpToFirst(column, account * request.instants.length, (account + 1) * request.instants.length, time));
  }
}

/** A latest time holds until the next, so only the instants before an account's first one can lack theirs. */
function fillUpToFirst(column: Float64Array, begin: number, end: number, time: number): void {
  for (let row = begin; row < end && Number.isNaN(column[row]); row += 1) column[row] = time;
}

interface Sliced {
  readonly request: RangedRequest;
  readonly plan: SweepPlan;
  readonly calendar: Calendar;
  readonly slice: Slice;
}

/** What the engine has packed of a slice, before the pure core sweeps it. */
interface Packed extends Sliced {
  readonly blocks: readonly ReadBlock[];
}

async function sweepSlice(clickHouse: ClickHouse, packed: Packed): Promise<ReadonlyMap<string, Float64Array>> {
  const { plan, calendar, slice, blocks } = packed;
  const places = new Map(slice.accounts.map((account, index) => [account, index]));
  const columns = sweep({ plan, calendar }, readDayFacts(blocks, plan, places), slice.accounts.length);
  await addEarlierTimes(clickHouse, packed, columns);
  return columns;
}

/** Each result in order, with the next one already under way while this one is worked on. */
async function* oneAhead<T, R>(items: readonly T[], start: (item: T) => Promise<R>): AsyncGenerator<R> {
  let next = items[0] === undefined ? undefined : start(items[0]);
  for (let index = 1; next !== undefined; index += 1) {
    const current: R = await next;
    const item = items[index];
    next = item === undefined ? undefined : start(item);
    // A failure of the one under way is thrown when its turn comes, not as an unhandled rejection.
    next?.catch(() => undefined);
    yield current;
  }
}

/**
 * Measures slice by slice. What whole days are enough for is packed by the engine and swept in the pure core; the rest,
 * and instants that are not local midnights, are measured instant by instant, both into the same sheet.
 */
export async function* measureSlices(clickHouse: ClickHouse, request: MeasureRequest): AsyncGenerator<Measurements> {
  const aggregates: readonly Aggregate[] = Object.values(request.metrics).flatMap((metric) => aggregatesOf(metric, request.metrics));
  const wholePlan = planSweep(aggregates);
  const calendar = calendarOf(request.instants, wholePlan.swept, request.zone);
  const plan = calendar ? wholePlan : { ...wholePlan, swept: [], rest: [...wholePlan.swept, ...wholePlan.rest] };
  const feeds = await readFeeds(clickHouse, request);
  const withdrawnAt = await readWithdrawals(clickHouse, request);
  const measureSheet = compileMeasure({ ...request, feeds });
  const pack = async (slice: Slice): Promise<{ ranged: RangedRequest; slice: Slice; packed?: Packed }> => {
    const ranged = { ...request, range: { from: slice.accounts[0] as string, to: slice.accounts.at(-1) as string } };
    if (!calendar || plan.swept.length === 0) return { ranged, slice };
    return { ranged, slice, packed: { request: ranged, plan, calendar, slice, blocks: await clickHouse.blocks(dayFactsQuery(ranged, plan, calendar)) } };
  };
  const slices = await slicesOf(clickHouse, request);
  const totalAccounts = slices.reduce((sum, { accounts }) => sum + accounts.length, 0);
  for await (const { ranged, slice, packed } of oneAhead(slices, pack)) {
    const sheet = new SheetBuilder(request);
    sheet.seed(slice.accounts, slice.born);
    if (packed) for (const [key, column] of await sweepSlice(clickHouse, packed)) sheet.addColumn(key, column);
    for (const [key, column] of await steppedColumns(clickHouse, { request: ranged, accounts: slice.accounts, withdrawnAt }, plan.stepped)) sheet.addColumn(key, column);
    await fillRest(clickHouse, sheet, ranged, plan.rest);
    const { accounts, ...rest } = sheet.finish(aggregates);
    yield { ...measureSheet(rest, accounts), totalAccounts };
  }
}

/** Instants that are measured in one statement: each meets every event, so their number bounds the work and the memory. */
const instantsAtOnce = 16;

/** Measures instant by instant what neither days nor steps give, reading no older events than the windows reach. */
async function fillRest(clickHouse: ClickHouse, sheet: SheetBuilder, request: RangedRequest, rest: readonly Aggregate[]): Promise<void> {
  const isBounded = (aggregate: Aggregate): boolean => "window" in aggregate && aggregate.window !== undefined && !aggregate.fn.startsWith("items");
  const { bounded = [], unbounded = [] } = Object.groupBy(rest, (aggregate) => (isBounded(aggregate) ? "bounded" : "unbounded"));
  for (let first = 0; first < request.instants.length; first += instantsAtOnce) {
    const instants = request.instants.slice(first, first + instantsAtOnce);
    const part = { first, count: instants.length };
    const since = Math.min(...bounded.map((aggregate) => windowStart((aggregate as { window: Window }).window, instants[0] as Instant, request.zone)));
    if (bounded.length > 0) await fillSheet(clickHouse, sheet, measureQueries({ ...request, instants, since }, bounded), part);
    if (unbounded.length > 0) await fillSheet(clickHouse, sheet, measureQueries({ ...request, instants }, unbounded), part);
  }
}

async function readFeeds(clickHouse: ClickHouse, request: MeasureRequest): Promise<ReadonlyMap<string, Instant>> {
  const sheet = new SheetBuilder(request);
  for (const block of await clickHouse.blocks(measureQueries(request, []).feeds)) sheet.addFeeds(block);
  return sheet.feeds;
}
