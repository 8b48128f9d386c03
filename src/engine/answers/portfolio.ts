import { z } from "zod";
import type { GroupBy } from "../../contract/portfolio.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { unknownName } from "../../pack/suggest.ts";
import { type OrderKey, type RowFilter, filterOf, metricOrdered, pageOf } from "../portfolio/select.ts";
import { bandOrder, groupsBy, sumGroups } from "../portfolio/groups.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import type { Pack } from "../../pack/schema.ts";
import { segmentName, stageName } from "../../pack/names.ts";
import { distributionOf } from "./distribution.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { accountRowOf, isoOf, leversUp, moneyOf } from "./present.ts";
import type { Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";
import { summaryOf } from "./summary.ts";

type Filters = Asked<"getSummary">;

/** The lines that a question is about, and what its answer says of itself. */
async function selected(scores: Scores, workspace: string, asked: Filters, sort?: OrderKey) {
  const moment = await scores.moment(workspace, asked.asOf);
  const needsGaps = asked.benchmark !== undefined || sort === "gap";
  const { asOf, rows } = await (needsGaps ? scores.compared(workspace, moment) : scores.everybody(workspace, moment));
  const instant = (text: string | undefined): number | undefined => (text === undefined ? undefined : scores.instant(text));
  const { asOf: _asOf, renewalFrom, renewalBefore, ...rest } = asked;
  const filter: RowFilter = { ...rest, renewalFrom: instant(renewalFrom), renewalBefore: instant(renewalBefore) };
  return { moment, asOf, rows, filter, stamp: { asOf: isoOf(asOf), version: scores.live.running.version, note: moment.note } };
}

const matching = (rows: Iterable<PortfolioRow>, filter: RowFilter): PortfolioRow[] => [...rows].filter(filterOf(filter));

const place = z.tuple([z.union([z.number(), z.string(), z.null()]), z.string()]);

export async function listAccounts(scores: Scores, workspace: string, asked: Asked<"listAccounts">): Promise<Answer<"listAccounts">> {
  const { sort, order, limit, cursor, sparkline, group, inGroup, offset, metrics, traits, ...filters } = asked;
  if ((group === undefined) !== (inGroup === undefined)) throw new Unanswerable("bad_question", "Write `group` and `inGroup` together: which group of which grouping.");
  const metric = metricOrdered(sort);
  if (metric !== undefined && !Object.hasOwn(scores.pack.metrics, metric)) throw new Unanswerable("bad_question", `${unknownName("metric", metric, Object.keys(scores.pack.metrics)).message}.`);
  const { rows, filter, stamp, asOf } = await selected(scores, workspace, filters, sort);
  const question = `accounts ${sort} ${order}`;
  const [value, account] = cursor === undefined ? [] : placeOf(cursor, question, place);
  const page = pageOf(rows, { filter: { ...filter, ...(group !== undefined && inGroup !== undefined && { inGroup: { groupsOf: groupsBy(group, scores.pack), id: inGroup } }) }, skip: offset, order: { key: sort, descending: order === "descending" }, limit, ...(value !== undefined && account !== undefined && { after: { value, account } }) });
  const accounts = page.rows.map(({ account }) => account);
  // Lines don't hold them: those of a page are read from the log.
  const said = traits && accounts.length > 0 ? await scores.ports.accounts.readTraits({ workspace, accounts, traits, asOf }) : undefined;
  return {
    ...stamp,
    total: page.total,
    accounts: page.rows.map((row) => ({ ...accountRowOf(row, scores.pack, { sparkline: sparkline === "yes", metrics }), ...(traits && { traits: said?.get(row.account) ?? {} }) })),
    next: page.end ? cursorOf(question, [page.end.value, page.end.account]) : null,
  };
}

export async function listTraits({ ports }: Scores, workspace: string): Promise<Answer<"listTraits">> {
  return { traits: [...(await ports.accounts.traitNames(workspace))] };
}

export async function getSummary(scores: Scores, workspace: string, asked: Asked<"getSummary">): Promise<Answer<"getSummary">> {
  const { rows, filter, stamp } = await selected(scores, workspace, asked);
  return { ...stamp, ...summaryOf(matching(rows, filter), scores.pack) };
}

export async function getGroups(scores: Scores, workspace: string, { by, ...filters }: Asked<"getGroups">): Promise<Answer<"getGroups">> {
  const { rows, filter, stamp } = await selected(scores, workspace, filters);
  const { pack } = scores;
  const groups = sumGroups(matching(rows, filter), by, pack).map(({ id, accounts, mrr, byBand }) => ({ id, name: groupName(by, id, pack), accounts, mrr: moneyOf(mrr, pack), bands: bandOrder.map((band) => ({ band, accounts: byBand[band] })) }));
  return { ...stamp, by, groups };
}

/** What people call a group; nothing where it is of what has none. Bands and months are words of the reader's language. */
function groupName(by: GroupBy, id: string, pack: Pack): string {
  if (id === "") return "";
  return by === "stage" ? stageName(pack, id) : by === "segment" ? segmentName(pack, id) : id;
}

export async function getDistribution(scores: Scores, workspace: string, { bins, ...filters }: Asked<"getDistribution">): Promise<Answer<"getDistribution">> {
  const { rows, filter, stamp } = await selected(scores, workspace, filters);
  return { ...stamp, ...distributionOf(matching(rows, filter), { bins, pack: scores.pack }) };
}

/** Yellow before red among equals, as everywhere: the better band is the next to be reached. */
export const nearest = (left: PortfolioRow, right: PortfolioRow): number => missing(left) - missing(right) || Number(right.band === "yellow") - Number(left.band === "yellow") || (left.account < right.account ? -1 : 1);
const missing = ({ nextUp }: PortfolioRow): number => nextUp?.points ?? Infinity;

export async function getNearlyThere(scores: Scores, workspace: string, { limit, ...filters }: Asked<"getNearlyThere">): Promise<Answer<"getNearlyThere">> {
  const { rows, filter, stamp, asOf, moment } = await selected(scores, workspace, filters);
  const near = matching(rows, filter).filter(({ nextUp }) => nextUp !== undefined).sort(nearest);
  const shown = near.slice(0, limit);
  // Lines don't hold what levers are found from, so these few are scored again.
  const scored = await scores.customers(workspace, shown.map(({ account }) => account), { ...moment, asOf });
  return {
    ...stamp,
    total: near.length,
    accounts: shown.map((row) => {
      const own = scored.get(row.account);
      return { row: accountRowOf(row, scores.pack, { sparkline: true }), levers: own ? leversUp(own.scored, row, scores.pack) : [] };
    }),
  };
}
