import { type PersonHealth, personHealth, usualWindows } from "../../accounts/person-health.ts";
import type { Answer } from "../../contract/routes.ts";
import { isReserved } from "../../events/vocabulary.ts";
import { type Duration, before, inDays } from "../../lib/duration.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { type Band, bandOf } from "../../scores/bands.ts";
import type { AccountUser } from "../users.ts";
import { pointsOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";

export type OwnHealth = NonNullable<Answer<"listUsers">["users"][number]["health"]>;

/** People of an account at an instant, each compared with themselves. */
export async function ownHealths({ ports, pack }: Scores, about: { readonly workspace: string; readonly account: string; readonly asOf: Instant }, users: readonly AccountUser[]): Promise<ReadonlyMap<string, OwnHealth>> {
  const { window, events } = usageOf(pack);
  const starts = windowsBefore(about.asOf, window, pack.pack.timezone);
  const activity = await ports.users.readActivity({ ...about, starts, zone: pack.pack.timezone, ...(events && { events }) });
  return new Map(
    users.map(({ user, firstSeen }) => {
      const { health } = healthFrom(activity.get(user), { starts, firstSeen });
      return [user, { state: health.state, score: pointsOrNull(health.score), band: bandIn(health, pack) }];
    }),
  );
}

/** `days` are the active ones of each window, the latest first; nothing where there were none. */
export function healthFrom([days = 0, ...all]: readonly number[] = [], { starts, firstSeen }: { readonly starts: readonly Instant[]; readonly firstSeen: Instant | null }): { readonly days: number; readonly earlier: readonly number[]; readonly health: PersonHealth } {
  // A window that began before they came would make anybody look as if they came more often now.
  const earlier = starts.slice(1).flatMap((start, place) => (start >= (firstSeen ?? Infinity) ? [all[place] ?? 0] : []));
  return { days, earlier, health: personHealth({ days, earlier, wasSeen: firstSeen !== null }) };
}

/** What metrics of usage count, and over how long: the longest of their windows. Without names every event counts that isn't of the vocabulary. */
export function usageOf({ metrics }: Pack): { readonly window: Duration; readonly events: readonly string[] | undefined } {
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
export function windowsBefore(asOf: Instant, window: Duration, zone: string): readonly Instant[] {
  const starts: Instant[] = [];
  for (let end = asOf; starts.length <= usualWindows; end = starts.at(-1) ?? end) starts.push(before(end, window, zone));
  return starts;
}

export function bandIn({ score }: PersonHealth, { model }: Pack): Band {
  return bandOf(score ?? Number.NaN, { red_below: model.bands.red_below, yellow_below: model.bands.yellow_below });
}
