import { z } from "zod";
import { textOf } from "../../accounts/account-log.ts";
import type { DueItem } from "../../contract/judgement.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import type { Duration } from "../../lib/duration.ts";
import { compareText } from "../../lib/text-order.ts";
import { type Instant, dayMs } from "../../lib/zone.ts";
import { metricName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { type DueState, after, dueState, measurementEnds } from "../../scores/lasting.ts";
import { manualMetrics, pulseMetric } from "../judgement/asked.ts";
import { type SaidLast, saidLast } from "../judgement/said-last.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { filterOf } from "../portfolio/select.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { isoOf, isoOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";

/** Before it is presented: with what it is ordered by. */
interface Asking {
  readonly row: PortfolioRow;
  readonly responsible: string | null;
  readonly kind: "pulse" | "measurement";
  readonly measurement: string | null;
  readonly metric: string | null;
  readonly state: DueState;
  readonly dueAt: Instant | null;
  readonly last: DueItem["last"];
}

const place = z.tuple([z.number().nullable(), z.string(), z.string()]);
const urgent: ReadonlySet<DueState> = new Set(["overdue", "due"]);

/** Pulses and typed-in values, when each is to be said again, and by whom. */
export async function listMeasurementsDue(scores: Scores, workspace: string, asked: Asked<"listMeasurementsDue">): Promise<Answer<"listMeasurementsDue">> {
  const { owner, state, responsible, account, limit, cursor } = asked;
  const moment = await scores.moment(workspace, asked.asOf);
  const { asOf, rows } = await scores.everybody(workspace, moment);
  const { pack, live, ports } = scores;
  // What was typed in a moment ago is to be seen, also before it is in a score.
  const said = await saidLast(ports.judgement, { workspace, asOf: moment.isNow || asked.asOf === undefined ? Math.max(asOf, ports.clock()) : asOf }, pack);
  const isOwners = filterOf({ owner });
  const asking = [...rows].filter((row) => isOwners(row) && (account === undefined || row.account === account)).flatMap((row) => askedOf(row, { pack, said, asOf }));
  const theirs = responsible ? asking.filter((item) => responsible.includes(item.responsible ?? "")) : asking;
  const wanted: ReadonlySet<DueState> = state ? new Set(state) : urgent;
  const found = theirs.filter((item) => wanted.has(item.state)).sort(inOrder);
  const [dueAt, atAccount, atMetric] = cursor === undefined ? [] : placeOf(cursor, "measurements due", place);
  const begin = dueAt === undefined ? 0 : found.findIndex((item) => compare(placed(item), { dueAt, account: atAccount ?? "", metric: atMetric ?? "" }) > 0);
  const shown = begin < 0 ? [] : found.slice(begin, begin + limit);
  const last = shown.at(-1);
  return {
    asOf: isoOf(asOf), version: live.running.version, note: moment.note,
    total: found.length,
    people: peopleOf(theirs),
    items: shown.map((item) => present(item, { pack, asOf })),
    next: last && begin + shown.length < found.length ? cursorOf("measurements due", [last.dueAt, last.row.account, last.metric ?? ""]) : null,
  };
}

interface About {
  readonly pack: Pack;
  readonly said: SaidLast;
  readonly asOf: Instant;
}

/** How long a new customer is looked at before somebody has to say how it feels. */
const firstPulse: Duration = { days: 30 };

function askedOf(row: PortfolioRow, about: About): Asking[] {
  const { pack, said, asOf } = about;
  const { timezone: zone } = pack.pack;
  const measured = manualMetrics(pack).filter(([id]) => row.asked.includes(id)).map(([metric, definition]): Asking => {
    const last = said.measured(row.account, definition.measurement);
    const dueAt = after(last?.time ?? row.customerSince, definition.due, zone);
    const told = last && { message: last.messageId, time: isoOf(last.time), author: textOf(last, "author") ?? null, band: null, value: last.value, reason: null, ends: isoOf(measurementEnds(last.time, definition, zone)) };
    return { row, responsible: responsibleOf(definition.responsible, row), kind: "measurement", measurement: definition.measurement, metric, state: dueState(dueAt, definition.due, asOf), dueAt, last: told ?? null };
  });
  return [pulseAsked(row, about), ...measured];
}

function pulseAsked(row: PortfolioRow, { pack, said, asOf }: About): Asking {
  const last = said.pulse(row.account);
  const metric = row.asked.find((id) => pack.metrics[id]?.kind === "pulse");
  const dueAt = last?.ends ?? after(row.customerSince, firstPulse, pack.pack.timezone);
  const told = last && { message: last.event.messageId, time: isoOf(last.event.time), author: textOf(last.event, "author") ?? null, band: last.band, value: null, reason: textOf(last.event, "reason") ?? null, ends: isoOf(last.ends) };
  const common = { row, responsible: row.owner, kind: "pulse" as const, measurement: null, metric: metric ?? null, last: told ?? null };
  return metric === undefined ? { ...common, state: "optional", dueAt: null } : { ...common, state: dueState(dueAt, pulseMetric(pack).max_age, asOf), dueAt };
}

/** A metric may name a teammate by e-mail address; everything else that it says is a role, and that is the account's owner. */
const responsibleOf = (named: string | undefined, { owner }: PortfolioRow): string | null => (named?.includes("@") ? named : owner);

const compare = (left: { readonly dueAt: Instant | null; readonly account: string; readonly metric: string }, right: typeof left): number =>
  (left.dueAt ?? Infinity) - (right.dueAt ?? Infinity) || compareText(left.account, right.account) || compareText(left.metric, right.metric);

const placed = ({ dueAt, row, metric }: Asking) => ({ dueAt, account: row.account, metric: metric ?? "" });
const inOrder = (left: Asking, right: Asking): number => compare(placed(left), placed(right));

function peopleOf(items: readonly Asking[]): Answer<"listMeasurementsDue">["people"] {
  const people = [...Map.groupBy(items.filter(({ state }) => urgent.has(state)), ({ responsible }) => responsible)].map(([responsible, theirs]) => ({
    responsible,
    overdue: theirs.filter(({ state }) => state === "overdue").length,
    due: theirs.filter(({ state }) => state === "due").length,
  }));
  return people.sort((left, right) => right.overdue - left.overdue || right.due - left.due || compareText(left.responsible ?? "", right.responsible ?? ""));
}

function present({ row, responsible, kind, measurement, metric, state, dueAt, last }: Asking, { pack, asOf }: Pick<About, "pack" | "asOf">): DueItem {
  const isOverdue = state === "overdue" && dueAt !== null;
  return {
    account: row.account, name: row.name, owner: row.owner, responsible, kind, measurement, metric,
    metricName: metric === null ? "Pulse" : metricName(pack, metric),
    state,
    dueAt: isoOrNull(dueAt),
    daysOverdue: isOverdue ? Math.floor((asOf - dueAt) / dayMs) : 0,
    last,
  };
}
