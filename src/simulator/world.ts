import { Random } from "../lib/random.ts";
import { type Calendar, calendarOf } from "./calendar.ts";
import { distinctNames } from "./names.ts";
import { type SimulationOptions, checkOptions } from "./options.ts";

/** What all accounts have in common. */
export interface World {
  readonly options: SimulationOptions;
  readonly calendar: Calendar;
  /** Never drawn from, only forked, so that an account is the same whatever accounts there are beside it. */
  readonly random: Random;
  /** How well each teammate keeps in touch, from 0 to 1. */
  readonly diligence: readonly number[];
  readonly nameOffset: number;
  /** The day on which the feature came out that everybody was waiting for. */
  readonly launchDay: number;
}

/** The late feature comes out when this share of the period has passed. */
const launchAfter = 0.6;

export function worldOf(options: SimulationOptions): World {
  checkOptions(options);
  const random = Random.seeded(options.seed);
  const calendar = calendarOf(options);
  const diligence = Array.from({ length: options.teammates }, (_, index) => random.fork(`teammate ${index}`).between(0.35, 0.95));
  return {
    options,
    calendar,
    random,
    diligence,
    nameOffset: random.fork("names").below(distinctNames),
    launchDay: calendar.firstDay + Math.round(launchAfter * (calendar.endDay - calendar.firstDay)),
  };
}
