import type { Instant } from "../../lib/zone.ts";
import type { Metrics } from "../plan.ts";
import { type MissingReason, missing, presentState, stateOf } from "../value.ts";

/** What all accounts of a measurement share. */
export interface Frame {
  readonly zone: string;
  readonly instants: readonly Instant[];
  readonly metrics: Metrics;
  /** When the workspace first saw an event of each name. */
  readonly feeds: ReadonlyMap<string, Instant>;
}

/** The aggregates of one account: in each column its numbers at the instants begin at `begin`. Moves from account to account. */
export interface Source {
  readonly columns: readonly Float64Array[];
  begin: number;
  /** Earliest time of a fact of the account. */
  born: Instant;
}

/** One metric of one account at every instant: values, and the states of `metrics/value.ts`. */
export interface Stretch {
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

/**
 * Fills a whole stretch, so that what is the same for all instants is found once and the loops stay plain: years of
 * days for thousands of accounts are tens of millions of cells.
 */
export type Finisher = (source: Source, out: Stretch) => void;

export const stretchOf = ({ instants }: Pick<Frame, "instants">): Stretch => ({ values: new Float64Array(instants.length), states: new Uint8Array(instants.length) });

const codeOf = (reason: MissingReason): number => stateOf(missing(reason));
export const codes = {
  never_seen: codeOf("never_seen"),
  too_young: codeOf("too_young"),
  not_applicable: codeOf("not_applicable"),
  expired: codeOf("expired"),
} as const satisfies Partial<Record<MissingReason, number>>;

export function put({ values, states }: Stretch, index: number, value: number): void {
  values[index] = value;
  states[index] = presentState;
}

export function miss({ values, states }: Stretch, index: number, code: number): void {
  values[index] = Number.NaN;
  states[index] = code;
}

/** One time for each instant, the same for all accounts. */
export const boundaries = ({ instants }: Frame, boundary: (asOf: Instant) => Instant): Float64Array => Float64Array.from(instants, boundary);

/** Which column an aggregate is, in the order of `aggregatesOf`. */
export const columnAt = ({ columns }: Source, place: number): Float64Array => columns[place] as Float64Array;
