import type { Instant } from "../../lib/zone.ts";
import { type Band, bands } from "../../scores/bands.ts";

/** An account's band at a midnight is another than at the one before. */
export interface BandMove {
  readonly account: string;
  readonly at: Instant;
  readonly from: Band;
  readonly to: Band;
}

export const actionKinds = ["plan_opened", "step_done", "plan_review", "interaction", "business_review", "pulse"] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Something that a teammate did about an account. */
export interface Action {
  readonly account: string;
  readonly at: Instant;
  readonly kind: ActionKind;
}

/** A fall to a lower band, what was done about it, and whether the account came back. */
export interface Dip {
  readonly account: string;
  /** The midnight at which the lower band was found. */
  readonly at: Instant;
  readonly from: Band;
  readonly to: Band;
  /** The first thing that was done after it, before it was over. */
  readonly response?: Pick<Action, "at" | "kind">;
  /** The midnight at which the band was found at least as good as before. */
  readonly recoveredAt?: Instant;
  /** For how long it is known: until now, or until the account was no customer any more. */
  readonly watchedUntil: Instant;
}

export interface DipsAsked {
  /** Of all accounts, in any order. */
  readonly moves: readonly BandMove[];
  readonly actions: readonly Action[];
  /** Until when an account was watched; what happened later is left out. */
  readonly watchedUntil: (account: string) => Instant;
}

const rank = (band: Band): number => bands.indexOf(band);
const isKnown = (band: Band): boolean => band !== "unknown";

/**
 * Every fall from one known band to a lower one, ascending by time. A fall from green to yellow and a later one to red are two,
 * each over when the band that it left is reached again. A band that can't be told ends nothing.
 */
export function dipsOf({ moves, actions, watchedUntil }: DipsAsked): Dip[] {
  const acted = Map.groupBy(actions, ({ account }) => account);
  return [...Map.groupBy(moves, ({ account }) => account)].flatMap(([account, own]) => dipsOfAccount(own, acted.get(account) ?? [], watchedUntil(account))).sort((left, right) => left.at - right.at || (left.account < right.account ? -1 : 1));
}

function dipsOfAccount(moves: readonly BandMove[], actions: readonly Action[], until: Instant): Dip[] {
  const inOrder = moves.filter(({ at }) => at <= until).toSorted((left, right) => left.at - right.at);
  const done = actions.filter(({ at }) => at <= until).toSorted((left, right) => left.at - right.at);
  return inOrder.flatMap(({ account, at, from, to }, place): Dip[] => {
    if (!isKnown(from) || !isKnown(to) || rank(to) >= rank(from)) return [];
    const recoveredAt = inOrder.slice(place + 1).find((move) => isKnown(move.to) && rank(move.to) >= rank(from))?.at;
    const response = done.find((action) => action.at >= at && action.at < (recoveredAt ?? Infinity));
    return [{ account, at, from, to, watchedUntil: until, ...(response && { response: { at: response.at, kind: response.kind } }), ...(recoveredAt !== undefined && { recoveredAt }) }];
  });
}
