import { type Peers, type PersonHealth, peersOf } from "../../accounts/person-health.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { inDays } from "../../lib/duration.ts";
import type { AccountUser } from "../users.ts";
import { begun, presentUser } from "./account-facts.ts";
import { bandIn, healthFrom, usageOf, windowsBefore } from "./own-health.ts";
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
  const { days, earlier, health } = healthFrom(activity.get(user), { starts, firstSeen: person.firstSeen });
  const peers = peersOf({ user, role: roleOf(person) }, everybody.users.map((one) => ({ user: one.user, role: roleOf(one), days: activity.get(one.user)?.[0] ?? 0 })));
  const windowDays = inDays(usage.window);
  const row = scores.live.row(workspace, account);
  return {
    ...stamp,
    accountName: row?.name ?? account,
    owner: row?.owner ?? null,
    user: presentUser(person),
    accounts: [...accounts],
    health: { state: health.state, score: pointsOrNull(health.score), band: bandIn(health, pack), text: healthText(health, { days, windowDays, windows: earlier.length, peers }), windowDays, activeDays: days, usualDays: health.usual, earlier: [...earlier], peers: peers ?? null },
    uses: uses.map(({ last, ...use }) => ({ ...use, last: isoOf(last) })),
  };
}

const roleOf = ({ traits }: AccountUser): string | null => (typeof traits["role"] === "string" ? traits["role"] : null);

const dayWord = (days: number): string => `${Number.isInteger(days) ? days : days.toFixed(1)} active ${days === 1 ? "day" : "days"}`;

/** The number and what it is held against, in a sentence. */
function healthText({ state, usual }: PersonHealth, { days, windowDays, windows, peers }: { readonly days: number; readonly windowDays: number; readonly windows: number; readonly peers: Peers | undefined }): string {
  const others = peers ? ` ${peers.of === "role" ? "Others with this role" : "Others of the account"} have ${dayWord(peers.median)} (median of ${peers.people}).` : "";
  if (state === "never_seen") return `Belongs to the account, and has done nothing yet.${others}`;
  const now = `${dayWord(days)} in the last ${windowDays} days`;
  if (usual === null) return `${now}; too new for anything to be usual.${others}`;
  return `${now}; usual are ${dayWord(Number(usual.toFixed(1)))} (mean of ${windows === 1 ? "the window" : `the ${windows} windows`} before).${others}`;
}
