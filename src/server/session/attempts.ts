import { RequestProblem } from "../problem.ts";

const windowMs = 15 * 60_000;

/** Failed attempts of the last quarter of an hour, by whoever made them or whom they concerned; bounded in memory. */
export class Attempts {
  readonly #clock: () => number;
  readonly #most: number;
  readonly #failed = new Map<string, { readonly since: number; readonly count: number }>();

  constructor(clock: () => number, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Throws where one of them has failed too often. */
  require(...names: readonly string[]): void {
    const now = this.#clock();
    for (const name of names) {
      const failed = this.#failed.get(name);
      if (failed === undefined || failed.count < this.#most || now - failed.since >= windowMs) continue;
      const seconds = Math.ceil((failed.since + windowMs - now) / 1000);
      throw new RequestProblem("too_many_attempts", `Too many attempts have failed. Try again in ${Math.ceil(seconds / 60)} minutes.`, { headers: { "retry-after": String(seconds) } });
    }
  }

  failed(...names: readonly string[]): void {
    const now = this.#clock();
    if (this.#failed.size > 10_000) for (const [name, { since }] of this.#failed) if (now - since >= windowMs) this.#failed.delete(name);
    for (const name of names) {
      const before = this.#failed.get(name);
      const isOld = before === undefined || now - before.since >= windowMs;
      // The oldest make room, so that inventing names fills no memory.
      if (isOld && this.#failed.size >= 20_000) this.#failed.delete(this.#failed.keys().next().value ?? "");
      this.#failed.set(name, isOld ? { since: now, count: 1 } : { since: before.since, count: before.count + 1 });
    }
  }
}
