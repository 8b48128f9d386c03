import { type Peers, type PersonHealth, peersOf, personHealth, usualWindows } from "../../accounts/person-health.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { isReserved } from "../../events/vocabulary.ts";
import { type Duration, before, inDays } from "../../lib/duration.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { bandOf } from "../../scores/bands.ts";
import type { AccountUser } from "../users.ts";
import { begun, presentUser } from "./account-facts.ts";
import { isoOf, pointsOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";

/** More people than any account's page compares with. */
const mostPeople = 5000;

export async function getPerson(scores: Scores, workspace: string, asked: Asked<"getPerson">): Promise<Answer<"getPerson">> {
  const { moment, stamp } = await begun(scores, workspace, asked);
  const { pack, ports } = scores;
  const [{ account, user }, { asOf }, zone] = [asked, moment, pack.pack.timezone];
  const usage = usageOf(pack);
  const starts = windowsBefore(asOf, usage.window, zone);
  const [from = asOf] = starts;
  const about = { workspace, account, asOf };
  const [{ users }, everybody] = await Promise.all([ports.users.readUsers({ ...about, recentFrom: from, limit: 1, user }), ports.users.readUsers({ ...about, recentFrom: from, limit: mostPeople })]);
  const [person] = users;
  if (!person) throw new Unanswerable("unknown", `The account has no user \`${user.slice(0, 100)}\`, or had none yet on that day.`);
  const counting = { ...about, zone, ...(usage.events && { events: usage.events }) };
  const [activity, uses, accounts] = await Promise.all([ports.users.readActivity({ ...counting, starts }), ports.users.readNames({ ...counting, user, from }), ports.users.readAccountsOf({ workspace, asOf, user })]);
  const [days = 0, ...all] = activity.get(user) ?? starts.map(() => 0);
  // A window that began before they came would make anybody look as if they came more often now.
  const earlier = all.filter((_days, place) => (starts[place + 1] ?? 0) >= (person.firstSeen ?? Infinity));
  const health = personHealth({ days, earlier, wasSeen: person.firstSeen !== null });
  const peers = peersOf({ user, role: roleOf(person) }, everybody.users.map((one) => ({ user: one.user, role: roleOf(one), days: activity.get(one.user)?.[0] ?? 0 })));
  const windowDays = inDays(usage.window);
  return {
    ...stamp,
    accountName: scores.live.row(workspace, account)?.name ?? account,
    user: presentUser(person),
    accounts: [...accounts],
    health: { state: health.state, score: pointsOrNull(health.score), band: bandIn(health, pack), text: healthText(health, { days, windowDays, windows: earlier.length, peers }), windowDays, activeDays: days, usualDays: health.usual, earlier, peers: peers ?? null },
    uses: uses.map(({ last, ...use }) => ({ ...use, last: isoOf(last) })),
  };
}

const roleOf = ({ traits }: AccountUser): string | null => (typeof traits["role"] === "string" ? traits["role"] : null);

/** What metrics of usage count, and over how long: the longest of their windows. Without names every event counts that isn't of the vocabulary. */
function usageOf({ metrics }: Pack): { readonly window: Duration; readonly events: readonly string[] | undefined } {
  const usage = Object.values(metrics).flatMap((metric) => {
    if (metric.kind === "adoption") return [{ window: metric.window, events: metric.features.every(({ events }) => events) ? metric.features.flatMap(({ events }) => events ?? []) : undefined }];
    if (metric.kind === "count" || metric.kind === "active_users" || metric.kind === "active_days" || metric.kind === "share_of_users") return [{ window: metric.window, events: metric.events }];
    return [];
  });
  const window = usage.map((one) => one.window).sort((left, right) => inDays(right) - inDays(left))[0] ?? { days: 30 };
  const named = usage.map(({ events }) => (typeof events === "string" ? [events] : events));
  const names = named.flatMap((events) => events ?? []).filter((name) => !isReserved(name));
  return { window, events: names.length > 0 && named.every((events) => events !== undefined) ? [...new Set(names)] : undefined };
}

/** Starts of the latest window and of those that say what is usual. */
function windowsBefore(asOf: Instant, window: Duration, zone: string): readonly Instant[] {
  const starts: Instant[] = [];
  for (let end = asOf; starts.length <= usualWindows; end = starts.at(-1) ?? end) starts.push(before(end, window, zone));
  return starts;
}

function bandIn({ score }: PersonHealth, { model }: Pack): Answer<"getPerson">["health"]["band"] {
  return bandOf(score ?? Number.NaN, { red_below: model.bands.red_below, yellow_below: model.bands.yellow_below });
}

const dayWord = (days: number): string => `${Number.isInteger(days) ? days : days.toFixed(1)} active ${days === 1 ? "day" : "days"}`;

/** The number and what it is held against, in a sentence. */
function healthText({ state, usual }: PersonHealth, { days, windowDays, windows, peers }: { readonly days: number; readonly windowDays: number; readonly windows: number; readonly peers: Peers | undefined }): string {
  const others = peers ? ` ${peers.of === "role" ? "Others with this role" : "Others of the account"} have ${dayWord(peers.median)} (median of ${peers.people}).` : "";
  if (state === "never_seen") return `Belongs to the account, and has done nothing yet.${others}`;
  const now = `${dayWord(days)} in the last ${windowDays} days`;
  if (usual === null) return `${now}; too new for anything to be usual.${others}`;
  return `${now}; usual are ${dayWord(Number(usual.toFixed(1)))} (mean of ${windows === 1 ? "the window" : `the ${windows} windows`} before).${others}`;
}
