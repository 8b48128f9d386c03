import { type AccountLog, numberOf } from "../accounts/account-log.ts";
import type { Settled, Standing } from "../accounts/standing.ts";
import type { Instant } from "../lib/zone.ts";
import type { Scorer } from "./scorer.ts";

/**
 * The standing of one account at ascending instants. A standing changes only where a fact of the account becomes
 * visible, a contract begins or ends, or a rate changes, so it is read again only there; only dates are new every day,
 * where a condition of the pack reads the calendar. Of the past `as known then` a fact counts from when it was known.
 */
export class StandingCache {
  readonly #scorer: Scorer;
  readonly #log: AccountLog;
  readonly #asKnown: boolean;
  readonly #changes: Float64Array;
  #next = 0;
  /** The first instant at which something new is to be read. */
  #newFrom: Instant = -Infinity;
  #settled: Settled | undefined;
  #standing: Standing | undefined;

  constructor(scorer: Scorer, log: AccountLog, facts: "as known now" | "as known then" = "as known now") {
    this.#scorer = scorer;
    this.#log = log;
    this.#asKnown = facts === "as known then" && [...log.events, ...log.traits].some(({ time, knownAt }) => knownAt > time);
    const changes = changesOf(log, rateDates(scorer), this.#asKnown);
    this.#changes = changes.length === 0 ? unchanging : Float64Array.from(changes).sort();
  }

  at(asOf: Instant): Standing {
    const { standings, changesDaily } = this.#scorer;
    const isNew = asOf >= this.#newFrom;
    if (this.#standing && !isNew && !changesDaily) return this.#standing;
    if (isNew) this.#passTo(asOf);
    this.#settled = isNew || !this.#settled ? standings.settled(this.#asKnown ? knownBy(this.#log, asOf) : this.#log, asOf) : this.#settled;
    this.#standing = standings.standing(this.#settled, this.#log.born, asOf);
    return this.#standing;
  }

  #passTo(asOf: Instant): void {
    while (asOf >= (this.#changes[this.#next] ?? Infinity)) this.#next += 1;
    this.#newFrom = this.#changes[this.#next] ?? Infinity;
  }
}

/** Of most accounts the log says nothing beside what their users did. */
const unchanging = new Float64Array();

const rateDates = ({ rates }: Scorer): Instant[] => Object.values(rates).flatMap((dated) => dated.map(([from]) => from));

/** The first instants that see something new: a fact counts after its time, a contract from its very start or end. */
function changesOf({ events, traits }: AccountLog, rates: readonly Instant[], asKnown: boolean): Instant[] {
  const seen = [...events, ...traits].map(({ time, knownAt }) => (asKnown ? Math.max(time + 1, knownAt) : time + 1));
  const bounds = events.flatMap((event) => ["start", "term_end", "ended", "reached"].flatMap((property) => numberOf(event, property) ?? []));
  // A goal is overdue once its date has passed.
  const due = events.flatMap((event) => (event.name === "goal_set" ? (numberOf(event, "date") ?? []) : [])).map((date) => date + 1);
  return [...seen, ...bounds, ...due, ...rates];
}

/** What was known of the account at the instant. */
export function knownBy(log: AccountLog, asOf: Instant): AccountLog {
  const isKnown = ({ knownAt }: { readonly knownAt: Instant }): boolean => knownAt <= asOf;
  return { ...log, events: log.events.filter(isKnown), traits: log.traits.filter(isKnown) };
}
