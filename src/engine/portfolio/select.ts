import type { JourneyStatus } from "../../journey/status.ts";
import { fold } from "../../lib/fold.ts";
import { Smallest } from "../../lib/smallest.ts";
import { compareText } from "../../lib/text-order.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";
import type { GroupsOf } from "./groups.ts";
import type { PortfolioRow } from "./row.ts";
import { metricIn } from "./row-metrics.ts";

/** All that is given must hold; of a list any one. An empty text in a list is what has none. */
export interface RowFilter {
  readonly band?: readonly Band[] | undefined;
  readonly stage?: readonly string[] | undefined;
  readonly stageStatus?: readonly JourneyStatus[] | undefined;
  readonly segment?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly benchmark?: "under" | "reached" | undefined;
  readonly text?: string | undefined;
  readonly scoreFrom?: number | undefined;
  readonly scoreBelow?: number | undefined;
  readonly renewalFrom?: Instant | undefined;
  readonly renewalBefore?: Instant | undefined;
  readonly inGroup?: { readonly groupsOf: GroupsOf; readonly id: string } | undefined;
}

type Test = (row: PortfolioRow) => boolean;

/** Only what is asked for is tested. */
export function filterOf(filter: RowFilter): Test {
  const tests: Test[] = [];
  const { band, stage, stageStatus, segment, benchmark, owner, text, scoreFrom, scoreBelow, renewalFrom, renewalBefore, inGroup } = filter;
  if (band) tests.push((row) => band.includes(row.band));
  if (stage) tests.push((row) => stage.includes(row.stage ?? ""));
  if (stageStatus) tests.push((row) => row.stageStatus !== null && stageStatus.includes(row.stageStatus));
  if (segment) tests.push((row) => (row.segments.length === 0 ? segment.includes("") : row.segments.some((own) => segment.includes(own))));
  if (benchmark) tests.push(({ gap }) => gap?.kind === "gap" && gap.isUnder === (benchmark === "under"));
  if (owner) tests.push((row) => owner.includes(row.owner ?? ""));
  if (text !== undefined && text !== "") {
    const folded = fold(text);
    tests.push((row) => row.searched.includes(folded));
  }
  if (scoreFrom !== undefined) tests.push(({ score }) => score !== null && score >= scoreFrom);
  if (scoreBelow !== undefined) tests.push(({ score }) => score !== null && score < scoreBelow);
  if (renewalFrom !== undefined) tests.push(({ renewal }) => renewal !== null && renewal >= renewalFrom);
  if (renewalBefore !== undefined) tests.push(({ renewal }) => renewal !== null && renewal < renewalBefore);
  if (inGroup) tests.push((row) => inGroup.groupsOf(row).includes(inGroup.id));
  return (row) => tests.every((holds) => holds(row));
}

type RowKey = "name" | "score" | "change7Days" | "change30Days" | "revenue" | "renewal" | "coverage" | "gap" | "stageDays";
/** A metric by its raw value. */
export type OrderKey = RowKey | `metric:${string}`;

export interface Order {
  readonly key: OrderKey;
  readonly descending: boolean;
}

/** Where a page ended: what its last row was ordered by, and its account, which tells equals apart. */
export interface Place {
  readonly value: number | string | null;
  readonly account: string;
}

type ValueOf = (row: PortfolioRow) => number | string | null;

const values: Readonly<Record<RowKey, ValueOf>> = {
  name: ({ orderedName }) => orderedName,
  score: ({ score }) => score,
  change7Days: ({ change7Days }) => change7Days,
  change30Days: ({ change30Days }) => change30Days,
  revenue: ({ mrr }) => mrr,
  renewal: ({ renewal }) => renewal,
  coverage: ({ coverage }) => coverage,
  gap: ({ gap }) => (gap?.kind === "gap" ? gap.points : null),
  stageDays: ({ stageDays }) => stageDays,
};

/** The metric that an order is by, if it is by one. */
export const metricOrdered = (key: OrderKey): string | undefined => (key.startsWith("metric:") ? key.slice("metric:".length) : undefined);

function valuesOf(key: OrderKey): ValueOf {
  const metric = metricOrdered(key);
  if (metric === undefined) return values[key as RowKey];
  return ({ metrics }) => {
    const raw = metricIn(metrics, metric)?.raw;
    return raw === undefined || "missing" in raw ? null : raw.value;
  };
}

/** What is not known comes last either way. */
function comparePlaces(left: Place, right: Place, descending: boolean): number {
  if (left.value !== right.value) {
    if (left.value === null) return 1;
    if (right.value === null) return -1;
    const order = typeof left.value === "string" ? compareText(left.value, String(right.value)) : left.value - Number(right.value);
    if (order !== 0) return descending ? -order : order;
  }
  return compareText(left.account, right.account);
}

export interface PageRequest {
  readonly filter: RowFilter;
  readonly order: Order;
  readonly limit: number;
  /** So many are left out at the beginning. */
  readonly skip?: number | undefined;
  /** Only what comes after. */
  readonly after?: Place | undefined;
}

export interface Page {
  readonly rows: readonly PortfolioRow[];
  /** How many the filter lets through, before and after this page too. */
  readonly total: number;
  /** Undefined on the last page. */
  readonly end: Place | undefined;
}

/**
 * One page in one pass over all rows, of which only the page is sorted. Rows may change between two pages: none is then
 * shown twice that kept its place, and none left out.
 */
export function pageOf(all: Iterable<PortfolioRow>, { filter, order: { key, descending }, limit, skip = 0, after }: PageRequest): Page {
  const holds = filterOf(filter);
  const valueOf = valuesOf(key);
  const compare = (left: Candidate, right: Candidate): number => comparePlaces(left, right, descending);
  const page = new Smallest<Candidate>(skip + limit, compare);
  let [total, remaining] = [0, 0];
  for (const row of all) {
    if (!holds(row)) continue;
    total += 1;
    const candidate = { value: valueOf(row), account: row.account, row };
    if (after && comparePlaces(candidate, after, descending) <= 0) continue;
    remaining += 1;
    page.offer(candidate);
  }
  const found = page.sorted().slice(skip);
  const last = found.at(-1);
  return { rows: found.map(({ row }) => row), total, end: last && remaining > skip + limit ? { value: last.value, account: last.account } : undefined };
}

interface Candidate extends Place {
  readonly row: PortfolioRow;
}
