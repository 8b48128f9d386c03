import { z } from "zod";
import type { Answer, Asked } from "../../contract/routes.ts";
import { type JourneyStatus, journeyStatuses } from "../../journey/status.ts";
import { inDays } from "../../lib/duration.ts";
import { compareText } from "../../lib/text-order.ts";
import { stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Travel, TravelLine } from "../portfolio/travel.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { isoOf, moneyOrNull } from "./present.ts";

type JourneyAnswer = Answer<"getJourney">;
type Traveller = JourneyAnswer["listed"][number];
export type JourneyFilter = Pick<Asked<"getJourney">, "line" | "stage" | "status" | "owner" | "segment" | "limit" | "cursor">;

/** An account in one line of business. */
export interface Placed extends TravelLine {
  readonly travel: Travel;
}

export const placedOf = (travels: Iterable<Travel>): Placed[] => [...travels].flatMap((travel) => travel.lines.map((line) => ({ ...line, travel })));

const late: readonly JourneyStatus[] = ["stuck", "behind"];

function filterOf({ line, stage, status = stage ? undefined : late, owner, segment }: JourneyFilter): (placed: Placed) => boolean {
  return ({ travel, ...at }) =>
    (!line || line.includes(at.line.line.id)) &&
    (!stage || stage.includes(at.stage)) &&
    (!status || (at.status !== null && status.includes(at.status))) &&
    (!owner || owner.includes(travel.owner ?? "")) &&
    (!segment || (travel.segments.length === 0 ? segment.includes("") : travel.segments.some((own) => segment.includes(own))));
}

/** By what the list is ordered; the account and its line tell equals apart. */
type Place = readonly [lateness: number, mrr: number, days: number, account: string, line: string];
const placeSchema = z.tuple([z.number(), z.number(), z.number(), z.string(), z.string()]);

const placeIn = ({ status, travel, days, line }: Placed): Place => [status === null ? 0 : journeyStatuses.indexOf(status) + 1, travel.mrr ?? 0, days, travel.account, line.line.id];

/** Stuck first, then behind; of those the most revenue first. */
function comparePlaces(one: Place, other: Place): number {
  return other[0] - one[0] || other[1] - one[1] || other[2] - one[2] || compareText(one[3], other[3]) || compareText(one[4], other[4]);
}

const question = "journey";

/** One page of the accounts that a question is about. */
export function travellersOf(all: readonly Placed[], filter: JourneyFilter, pack: Pack): Pick<JourneyAnswer, "total" | "listed" | "next"> {
  const found = all.filter(filterOf(filter)).map((placed) => ({ placed, place: placeIn(placed) })).sort((one, other) => comparePlaces(one.place, other.place));
  const after = filter.cursor === undefined ? undefined : placeOf(filter.cursor, question, placeSchema);
  const rest = after ? found.filter(({ place }) => comparePlaces(place, after) > 0) : found;
  const shown = rest.slice(0, filter.limit);
  const last = shown.at(-1);
  return { total: found.length, listed: shown.map(({ placed }) => presentTraveller(placed, pack)), next: last && rest.length > shown.length ? cursorOf(question, last.place) : null };
}

/** How long a stage should take at most, and from when on an account is stuck in it. */
export function limitsOf({ line, state }: Pick<TravelLine, "line" | "state">): { readonly expectedDays: number | null; readonly stuckDays: number | null } {
  const { expected, stuck } = line.stages[state.stage]?.stage ?? {};
  return { expectedDays: expected ? inDays(expected) : null, stuckDays: stuck ? inDays(stuck) : null };
}

function presentTraveller({ travel, ...at }: Placed, pack: Pack): Traveller {
  const { account, name, owner, segments, mrr } = travel;
  return {
    account, name, owner,
    segments: [...segments],
    mrr: moneyOrNull(mrr, pack),
    line: at.line.line.id,
    stage: at.stage,
    stageName: stageName(pack, at.stage),
    since: isoOf(at.state.since),
    days: at.days,
    status: at.status,
    ...limitsOf(at),
    reasons: [...at.reasons],
    waitsFor: [...at.waitsFor],
  };
}
