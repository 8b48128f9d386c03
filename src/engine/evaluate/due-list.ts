import type { Instant } from "../../lib/zone.ts";

const minuteMs = 60_000;

/** Accounts by the minute in which they are due. Putting, moving and taking cost the same however many there are. */
export class DueList {
  readonly #minutes = new Map<number, Set<string>>();
  readonly #minuteOf = new Map<string, number>();
  /** No minute before it holds anybody. */
  #first = Number.POSITIVE_INFINITY;

  put(account: string, due: Instant): void {
    this.remove(account);
    // Rounded up, so that nobody is taken before their time and found to have nothing new.
    const minute = Math.ceil(due / minuteMs);
    let accounts = this.#minutes.get(minute);
    if (!accounts) this.#minutes.set(minute, (accounts = new Set()));
    accounts.add(account);
    this.#minuteOf.set(account, minute);
    this.#first = Math.min(this.#first, minute);
  }

  remove(account: string): void {
    const minute = this.#minuteOf.get(account);
    if (minute === undefined) return;
    this.#minuteOf.delete(account);
    const accounts = this.#minutes.get(minute);
    accounts?.delete(account);
    if (accounts?.size === 0) this.#minutes.delete(minute);
  }

  /** Up to so many of those that are due, the longest due first. */
  take(now: Instant, most: number): string[] {
    const taken: string[] = [];
    for (const minute of this.#until(now)) {
      for (const account of this.#minutes.get(minute) ?? []) {
        if (taken.length === most) break;
        taken.push(account);
      }
    }
    for (const account of taken) this.remove(account);
    return taken;
  }

  countUntil(now: Instant): number {
    return this.#until(now).reduce((sum, minute) => sum + (this.#minutes.get(minute)?.size ?? 0), 0);
  }

  /** Minutes that hold somebody and have begun, ascending. */
  #until(now: Instant): number[] {
    const last = Math.floor(now / minuteMs);
    if (this.#first > last) return [];
    const minutes = [...this.#minutes.keys()].sort((one, other) => one - other);
    this.#first = minutes[0] ?? Number.POSITIVE_INFINITY;
    return minutes.filter((minute) => minute <= last);
  }
}
