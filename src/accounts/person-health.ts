/** How a person is doing, from nothing but on how many days they were active. */
export interface PersonActivity {
  /** Active local days in the latest window. */
  readonly days: number;
  /** The same in each earlier window of the same length that lies wholly after their first event, the latest first. */
  readonly earlier: readonly number[];
  readonly wasSeen: boolean;
}

export const personStates = ["never_seen", "too_new", "gone", "quiet", "slowing", "as_usual", "more"] as const;
export type PersonState = (typeof personStates)[number];

export interface PersonHealth {
  readonly state: PersonState;
  /** 0 to 100: active days as a share of what is usual for this person; null where that can't be told. */
  readonly score: number | null;
  /** The mean of the earlier windows. */
  readonly usual: number | null;
}

/** So many earlier windows say what is usual. */
export const usualWindows = 3;

/** Shares of what is usual, from which on a person is as usual, slowing, or far above. */
const [asUsualFrom, slowingFrom, moreFrom] = [0.8, 0.4, 1.25];

/**
 * A person's own health compares them with themselves: as many active days as usual are 100. Others with the same role
 * are told beside it and don't count, because a sponsor who comes twice a quarter is well.
 */
export function personHealth({ days, earlier, wasSeen }: PersonActivity): PersonHealth {
  if (!wasSeen) return { state: "never_seen", score: null, usual: null };
  if (earlier.length === 0) return { state: "too_new", score: null, usual: null };
  const usual = earlier.reduce((sum, one) => sum + one, 0) / earlier.length;
  if (days === 0) return { state: "gone", score: 0, usual };
  // Somebody who comes back has nothing to be compared with, and is certainly not less active than before.
  const share = usual === 0 ? Infinity : days / usual;
  const state: PersonState = share >= moreFrom ? "more" : share >= asUsualFrom ? "as_usual" : share >= slowingFrom ? "slowing" : "quiet";
  return { state, score: Math.min(100, 100 * share), usual };
}

export interface Peer {
  readonly user: string;
  readonly role: string | null;
  readonly days: number;
}

export interface Peers {
  readonly of: "role" | "account";
  readonly people: number;
  /** Of their active days in the latest window. */
  readonly median: number;
}

/** With fewer, a median would be somebody's own number. */
export const leastPeers = 3;

/** Others with the same role, or everybody else of the account where those are too few; undefined where all are. */
export function peersOf({ user, role }: Pick<Peer, "user" | "role">, everybody: readonly Peer[]): Peers | undefined {
  const others = everybody.filter((one) => one.user !== user);
  const alike = role === null ? [] : others.filter((one) => one.role === role);
  const [of, some] = alike.length >= leastPeers ? (["role", alike] as const) : (["account", others] as const);
  if (some.length < leastPeers) return undefined;
  const sorted = some.map(({ days }) => days).sort((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return { of, people: some.length, median: ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2 };
}
