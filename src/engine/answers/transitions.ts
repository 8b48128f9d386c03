import { z } from "zod";
import type { Answer, Asked } from "../../contract/routes.ts";
import { type Instant, dayMs, shiftDays } from "../../lib/zone.ts";
import { metricName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Band } from "../../scores/bands.ts";
import type { DifferencePart } from "../../scores/difference.ts";
import { stepTeller, withUntold } from "../evaluate/band-steps.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { Transition } from "../evaluate/transition.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { filterOf } from "../portfolio/select.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { causeNames, isoOf, isoOrNull, moneyOrNull, pointsOrNull } from "./present.ts";
import type { ChangesRead, Moment, Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";

export type TransitionsAnswer = Answer<"listTransitions">;
type Shown = TransitionsAnswer["transitions"][number];
type Kind = Shown["kind"];

const defaultSinceDays = 7;
const longestDays = 100;

/** Who changed band, of all that are customers at the instant. */
export async function listTransitions(scores: Scores, workspace: string, asked: Asked<"listTransitions">): Promise<TransitionsAnswer> {
  const { band, fromBand, direction, asOf, since, limit, cursor, ...filters } = asked;
  const period = await periodOf(scores, workspace, { asOf, since });
  const { rows } = await scores.everybody(workspace, period.moment);
  const lines = new Map([...rows].filter(filterOf(filters)).map((row) => [row.account, row]));
  const found = await readTransitions(scores.ports, { workspace, running: scores.live.running, ...period });
  const asks = [
    band && (({ to }: Shown) => band.includes(to.band)),
    fromBand && (({ from }: Shown) => fromBand.includes(from.band)),
    direction && ((one: Shown) => one.direction === direction),
  ].filter((ask) => ask !== undefined);
  const shown = found.flatMap((transition) => presentTransition(transition, scores.pack, lines.get(transition.account)) ?? []);
  return await paged(scores, workspace, { period, limit, cursor, shown: shown.filter((one) => asks.every((ask) => ask(one))) });
}

/** What changed about one account, also when it is no customer any more. */
export async function listAccountTransitions(scores: Scores, workspace: string, asked: Asked<"listAccountTransitions">): Promise<TransitionsAnswer> {
  const { account, kind = ["band"], band, limit, cursor } = asked;
  await scores.requireAccount(workspace, account);
  const period = await periodOf(scores, workspace, asked);
  const line = scores.live.row(workspace, account) ?? { name: account, owner: null, mrr: null };
  const found = await readTransitions(scores.ports, { workspace, running: scores.live.running, account, kinds: kind, ...period });
  const shown = found.flatMap((transition) => presentTransition(transition, scores.pack, line) ?? []);
  return await paged(scores, workspace, { period, limit, cursor, shown: shown.filter(({ to }) => band?.includes(to.band) ?? true) });
}

interface Period {
  readonly moment: Moment;
  readonly since: Instant;
  readonly asOf: Instant;
}

async function periodOf(scores: Scores, workspace: string, { asOf: asked, since: sinceAsked }: { readonly asOf?: string | undefined; readonly since?: string | undefined }): Promise<Period> {
  const moment = await scores.moment(workspace, asked);
  const { asOf } = moment;
  const since = sinceAsked === undefined ? shiftDays(asOf, -defaultSinceDays, scores.pack.pack.timezone) : scores.past(sinceAsked);
  if (asOf - since > longestDays * dayMs) throw new Unanswerable("bad_question", `Changes are listed for at most ${longestDays} days; ask for less at a time.`);
  return { moment, since, asOf };
}

interface Page {
  readonly period: Period;
  readonly shown: readonly Shown[];
  readonly limit: number;
  readonly cursor: string | undefined;
}

const place = z.tuple([z.string(), z.string()]);

async function paged({ live, ports }: Scores, workspace: string, { period: { moment, since, asOf }, shown, limit, cursor }: Page): Promise<TransitionsAnswer> {
  const { version } = live.running;
  const [at, account] = cursor === undefined ? [] : placeOf(cursor, "transitions", place);
  const rest = at === undefined || account === undefined ? shown : shown.filter(({ to, ...one }) => to.asOf < at || (to.asOf === at && one.account > account));
  const transitions = rest.slice(0, limit);
  const last = transitions.at(-1);
  const scored = await ports.cursors.read(workspace, version);
  return {
    asOf: isoOf(asOf), version, note: moment.note, since: isoOf(since), scoredThrough: isoOrNull(scored?.through), total: shown.length, transitions,
    next: rest.length > limit && last ? cursorOf("transitions", [last.to.asOf, last.account]) : null,
  };
}

export interface ChangesAsked {
  readonly workspace: string;
  readonly running: RunningPack;
  readonly account?: string;
  readonly kinds?: readonly Kind[];
  readonly since: Instant;
  readonly asOf: Instant;
}

const kindOf: Readonly<Record<Transition["kind"], Kind>> = { BandChanged: "band", ScoreMoved: "score" };
/** Of all accounts in a hundred days far fewer are told of. */
const mostTold = 200_000;

/** What was told while a server ran, and the changes of band from midnight to midnight that nobody told of; latest first. */
export async function readTransitions({ transitions, snapshots }: Pick<ChangesRead, "transitions" | "snapshots">, { workspace, running, account, kinds = ["band"], since, asOf }: ChangesAsked): Promise<Transition[]> {
  const about = { workspace, version: running.version, from: since, to: asOf, ...(account !== undefined && { account }) };
  const [told, steps] = await Promise.all([
    transitions.read({ ...about, limit: mostTold, ...(!kinds.includes("score") && { kind: "BandChanged" as const }) }),
    kinds.includes("band") ? snapshots.bandSteps(about) : [],
  ]);
  return withUntold(told, steps, stepTeller(workspace, running)).filter(({ kind }) => kinds.includes(kindOf[kind]));
}

/** As it is answered; nothing of an account that no line is asked for. */
export function presentTransition({ kind, account, from, to, reason }: Transition, pack: Pack, line: Pick<PortfolioRow, "name" | "owner" | "mrr"> | undefined): Shown | undefined {
  if (!line) return undefined;
  const cause = (part: DifferencePart): Shown["parts"][number] => ({ cause: part.cause, subject: part.subject ?? null, name: subjectName(part, pack), points: part.points });
  return {
    account, name: line.name, owner: line.owner, mrr: moneyOrNull(line.mrr, pack),
    kind: kindOf[kind],
    from: sideOf(from),
    to: sideOf(to),
    direction: directionOf(from, to),
    cause: reason.main ? cause(reason.main) : null,
    parts: reason.parts.map(cause),
  };
}

const sideOf = ({ asOf, score, band }: Transition["from"]): Shown["from"] => ({ asOf: isoOf(asOf), score: pointsOrNull(score), band });

const ranks: Readonly<Record<Band, number>> = { red: 0, yellow: 1, green: 2, unknown: Number.NaN };

function directionOf(from: Transition["from"], to: Transition["to"]): Shown["direction"] {
  const by = from.band === to.band ? (to.score ?? Number.NaN) - (from.score ?? Number.NaN) : ranks[to.band] - ranks[from.band];
  return by > 0 ? "up" : by < 0 ? "down" : null;
}

/** What the pack says of an adjustment; one that a person made is told by its kind. */
function subjectName({ cause, subject }: DifferencePart, pack: Pack): string {
  if (subject === undefined) return causeNames[cause];
  if (subject in pack.metrics) return metricName(pack, subject);
  const adjustments = [pack.model, ...pack.model.variants].flatMap((part) => part.adjustments ?? []);
  return adjustments.find(({ id }) => id === subject)?.reason ?? causeNames[cause];
}
