import { z } from "zod";
import { contractsBefore, isActive } from "../../accounts/contract.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import type { EventFact } from "../../events/fact.ts";
import { shiftDays } from "../../lib/zone.ts";
import { unknownName } from "../../pack/suggest.ts";
import { type Stretch, allEvents, eventsBehind } from "../events-behind.ts";
import { standingAt } from "../scorer.ts";
import type { AccountUser } from "../users.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { type OwnHealth, ownHealths } from "./own-health.ts";
import { isoOf, isoOrNull, moneyOrNull } from "./present.ts";
import type { Moment, Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";

export async function begun(scores: Scores, workspace: string, { account, asOf }: { readonly account: string; readonly asOf?: string | undefined }) {
  const moment = await scores.moment(workspace, asOf);
  await scores.requireAccount(workspace, account);
  return { moment, stamp: { asOf: isoOf(moment.asOf), version: scores.live.running.version, note: moment.note, account } };
}

const userPlace = z.tuple([z.number().int().nullable(), z.string()]);
const recentDays = 30;

export async function listUsers(scores: Scores, workspace: string, asked: Asked<"listUsers">): Promise<Answer<"listUsers">> {
  const { account, limit, cursor } = asked;
  const { moment, stamp } = await begun(scores, workspace, asked);
  const [lastSeen, user] = cursor === undefined ? [] : placeOf(cursor, "users", userPlace);
  const { users, total } = await scores.ports.users.readUsers({
    workspace, account, asOf: moment.asOf,
    recentFrom: shiftDays(moment.asOf, -recentDays, scores.pack.pack.timezone),
    limit: limit + 1,
    ...(lastSeen !== undefined && user !== undefined && { after: { lastSeen, user } }),
  });
  const shown = users.slice(0, limit);
  const last = shown.at(-1);
  const healths = asked.health === "yes" ? await ownHealths(scores, { workspace, account, asOf: moment.asOf }, shown) : undefined;
  const healthOf = ({ user }: AccountUser): { readonly health?: OwnHealth } => {
    const health = healths?.get(user);
    return health ? { health } : {};
  };
  return { ...stamp, total, users: shown.map((one) => ({ ...presentUser(one), ...healthOf(one) })), next: users.length > limit && last ? cursorOf("users", [last.lastSeen, last.user]) : null };
}

/** A trait that is a text. */
export function presentText(traits: AccountUser["traits"], trait: string): string | null {
  const value = traits[trait];
  return typeof value === "string" ? value : null;
}

export function presentUser({ user, firstSeen, lastSeen, recentEvents, traits }: AccountUser): Answer<"listUsers">["users"][number] {
  return { user, name: presentText(traits, "name"), role: presentText(traits, "role"), firstSeen: isoOrNull(firstSeen), lastSeen: isoOrNull(lastSeen), events30Days: recentEvents, traits };
}

const eventPlace = z.tuple([z.number().int(), z.string()]);

export async function listEvents(scores: Scores, workspace: string, asked: Asked<"listEvents">): Promise<Answer<"listEvents">> {
  const { account, limit, cursor, name, user } = asked;
  const stretchesAt = stretchesOf(scores, asked);
  const { moment, stamp } = await begun(scores, workspace, asked);
  const [time, messageId] = cursor === undefined ? [] : placeOf(cursor, "events", eventPlace);
  const { events, total } = await scores.ports.events.readEvents({
    workspace, account, asOf: moment.asOf,
    stretches: stretchesAt(moment),
    limit: limit + 1,
    ...(name !== undefined && { name }),
    ...(user !== undefined && { user }),
    ...(time !== undefined && messageId !== undefined && { after: { time, messageId } }),
  });
  const shown = events.slice(0, limit);
  const last = shown.at(-1);
  return { ...stamp, total, events: shown.map(presentEvent), next: events.length > limit && last ? cursorOf("events", [last.time, last.messageId]) : null };
}

/** All events, or those behind a metric; from a moment on, where one is given. */
function stretchesOf(scores: Scores, { metric, from }: Pick<Asked<"listEvents">, "metric" | "from">): (moment: Moment) => readonly Stretch[] {
  const since = from === undefined ? undefined : scores.instant(from);
  if (metric === undefined) return ({ asOf }) => allEvents(since, asOf);
  const { metrics, pack } = scores.pack;
  const definition = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (!definition) throw new Unanswerable("bad_question", `${unknownName("metric", metric, Object.keys(metrics)).message}.`);
  return ({ asOf }) => eventsBehind(definition, { metrics, asOf, zone: pack.timezone }).map((stretch) => ({ ...stretch, from: Math.max(stretch.from, since ?? stretch.from) }));
}

const presentEvent = ({ messageId, name, user, time, knownAt, source, attribution, properties }: EventFact): Answer<"listEvents">["events"][number] => ({
  messageId, name, user: user === "" ? null : user, time: isoOf(time), knownAt: isoOf(knownAt), source, attribution, properties,
});

export async function listContracts(scores: Scores, workspace: string, asked: Asked<"listContracts">): Promise<Answer<"listContracts">> {
  const { moment, stamp } = await begun(scores, workspace, asked);
  const found = (await scores.ports.accounts.readAccounts({ workspace, accounts: [asked.account] })).get(asked.account);
  const log = { account: asked.account, events: [], traits: [], ...found, born: moment.asOf };
  const { pack, live } = scores;
  const { mrr, renewal } = standingAt(live.running.scorer, log, moment.asOf);
  const contracts = contractsBefore(log, moment.asOf).sort((left, right) => left.start - right.start);
  return {
    ...stamp,
    mrr: moneyOrNull(mrr, pack),
    renewal: isoOrNull(renewal),
    contracts: contracts.map((contract) => ({
      contract: contract.id,
      start: isoOf(contract.start),
      termEnd: isoOrNull(contract.termEnd),
      ended: isoOrNull(contract.ended),
      isActive: isActive(contract, moment.asOf),
      mrr: { amount: contract.mrr, currency: contract.currency ?? pack.pack.currency },
      seats: contract.seats,
    })),
  };
}
