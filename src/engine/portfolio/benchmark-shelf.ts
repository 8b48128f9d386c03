import { monthStart } from "../../lib/month.ts";
import type { Instant } from "../../lib/zone.ts";
import type { StandingsPorts } from "../benchmarks.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import { type HeldBenchmarks, readBenchmarks } from "./held-benchmarks.ts";

/** A past takes some hundred bytes for each account and month, so that of a large company two are much. */
const most = 2;

/** The pasts that benchmarks rest on, each read once: nothing that is stored later moves the one of a month. */
export class BenchmarkShelf {
  readonly #ports: StandingsPorts;
  readonly #running: () => RunningPack;
  readonly #held = new Map<string, Promise<HeldBenchmarks>>();

  constructor(ports: StandingsPorts, running: () => RunningPack) {
    this.#ports = ports;
    this.#running = running;
  }

  of(workspace: string, { asOf, from }: { readonly asOf: Instant; readonly from: Instant }): Promise<HeldBenchmarks> {
    const { scorer, version } = this.#running();
    const key = JSON.stringify([workspace, version, monthStart(asOf, scorer.pack.pack.timezone)]);
    const held = this.#held.get(key) ?? readBenchmarks(this.#ports, { workspace, scorer, from, asOf }, () => {});
    this.#held.delete(key);
    this.#held.set(key, held);
    held.catch(() => this.#held.delete(key));
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= most) break;
      this.#held.delete(oldest);
    }
    return held;
  }
  /** Reads every past anew when it is next asked for. */
  clear(): void {
    this.#held.clear();
  }
}
