import type { GroupBy } from "../../contract/portfolio.ts";
import { compareText } from "../../lib/text-order.ts";
import { localDate } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { type Band, bands } from "../../scores/bands.ts";
import type { PortfolioRow } from "./row.ts";

/** In which groups a line stands; an empty text is the group of what has none. */
export type GroupsOf = (row: PortfolioRow) => readonly string[];

const none: readonly string[] = [""];

export function groupsBy(by: GroupBy, { pack: { timezone } }: Pack): GroupsOf {
  switch (by) {
    case "band":
      return ({ band }) => [band];
    case "stage":
      return ({ stage }) => [stage ?? ""];
    case "segment":
      return ({ segments }) => (segments.length === 0 ? none : segments);
    case "owner":
      return ({ owner }) => [owner ?? ""];
    case "renewal":
      return monthsIn(timezone);
  }
}

/** The local month of the renewal, as `2026-03`; renewals of many accounts fall on the same instant. */
function monthsIn(zone: string): GroupsOf {
  const known = new Map<number, readonly string[]>();
  return ({ renewal }) => {
    if (renewal === null) return none;
    const found = known.get(renewal) ?? [localDate(renewal, zone).slice(0, -3)];
    known.set(renewal, found);
    return found;
  };
}

export interface GroupSums {
  readonly id: string;
  readonly accounts: number;
  readonly mrr: number;
  readonly byBand: Readonly<Record<Band, number>>;
}

/** What each group sums up to, in the order in which people read them; what has no group comes last. */
export function sumGroups(rows: Iterable<PortfolioRow>, by: GroupBy, pack: Pack): readonly GroupSums[] {
  const groupsOf = groupsBy(by, pack);
  const sums = new Map<string, { id: string; accounts: number; mrr: number; byBand: Record<Band, number> }>();
  for (const row of rows) {
    for (const id of groupsOf(row)) {
      const sum = sums.get(id) ?? { id, accounts: 0, mrr: 0, byBand: { red: 0, yellow: 0, green: 0, unknown: 0 } };
      sums.set(id, sum);
      sum.accounts += 1;
      sum.mrr += row.mrr ?? 0;
      sum.byBand[row.band] += 1;
    }
  }
  const order = orderOf(by, pack);
  return [...sums.values()].sort((left, right) => Number(left.id === "") - Number(right.id === "") || order(left.id) - order(right.id) || compareText(left.id, right.id));
}

function orderOf(by: GroupBy, pack: Pack): (id: string) => number {
  const ids = idsInOrder(by, pack);
  return (id) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
}

/** Red first, stages as they follow each other, segments as the definition names them; the others by their own text. */
function idsInOrder(by: GroupBy, { journey, segments }: Pack): readonly string[] {
  switch (by) {
    case "band":
      return bandOrder;
    case "stage":
      return (journey?.lines ?? []).flatMap(({ stages }) => stages.map(({ id }) => id));
    case "segment":
      return Object.keys(segments);
    case "owner":
    case "renewal":
      return [];
  }
}

export const bandOrder: readonly Band[] = [...bands.filter((band) => band !== "unknown"), "unknown"];
