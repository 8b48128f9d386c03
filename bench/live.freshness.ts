import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Bench, type Figure, rounded } from "./bench.ts";
import { sendAtRate } from "./ingest/rate.ts";
import { type Size, benchFolder, nameOf, openSimulatedEvents } from "./simulated-events.ts";

/** When the events of each account were sent, and when scores with so many of them could be read, in epoch milliseconds. */
class Freshness {
  readonly #sent: number[][];
  readonly #readable: number[][];

  constructor(accounts: number) {
    this.#sent = Array.from({ length: accounts }, () => []);
    this.#readable = Array.from({ length: accounts }, () => []);
  }

  sent(account: number, atMs: number): void {
    (this.#sent[account] as number[]).push(atMs);
  }

  /** A score with `events` of the account's events could be read. */
  scored(account: number, events: number, atMs: number): void {
    const readable = this.#readable[account] as number[];
    while (readable.length < events) readable.push(atMs);
  }

  get unread(): number {
    return this.#sent.reduce((sum, sent, account) => sum + Math.max(0, sent.length - (this.#readable[account] as number[]).length), 0);
  }

  /** Ascending. An event that never became readable has waited until `endMs`. */
  latencies(from: number, endMs: number): number[] {
    return this.#sent.flatMap((sent, account) => sent.map((at, index) => [at, (this.#readable[account]?.[index] ?? endMs) - at] as const)).filter(([at]) => at >= from).map(([, latency]) => latency).sort((one, other) => one - other);
  }
}

interface Scoring {
  readonly port: number;
  readonly key: string;
  readonly freshness: Freshness;
  /** How many accounts were told of at least once. */
  readonly told: ReadonlySet<number>;
  stop(): Promise<void>;
}

/** Starts a server that scores, on a copy of the simulated year. */
async function startScoring(size: Size): Promise<Scoring> {
  await (await openSimulatedEvents(size)).close();
  const directory = await mkdtemp(join(tmpdir(), "bellwether-freshness-"));
  await cp(join(benchFolder, nameOf(size)), directory, { recursive: true });
  const child = spawn(process.execPath, [join(import.meta.dirname, "ingest", "scoring.child.ts"), directory], { stdio: ["pipe", "pipe", "inherit"] });
  const freshness = new Freshness(size.accounts);
  const told = new Set<number>();
  const found = { key: Promise.withResolvers<string>(), url: Promise.withResolvers<URL>() };
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("url ")) found.url.resolve(new URL(line.slice(4)));
    const key = /first write key, shown only now: (\S+)/.exec(line)?.[1];
    if (key !== undefined) found.key.resolve(key);
    if (!line.startsWith("scored ")) return;
    const [, at, ...accounts] = line.split(" ");
    for (const each of accounts) {
      const [account = 0, events = 0] = each.split(":").map(Number);
      told.add(account);
      freshness.scored(account, events, Number(at));
    }
  });
  const [key, url] = await Promise.all([found.key.promise, found.url.promise]);
  return {
    port: Number(url.port), key, freshness, told,
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("close", resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Waits until it is so, at most so long. */
async function until(isSo: () => boolean, mostMs: number): Promise<void> {
  const ends = performance.now() + mostMs;
  while (!isSo() && performance.now() < ends) await new Promise((resolve) => setTimeout(resolve, 50));
}

interface Rate {
  readonly eventsPerSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

const rates: readonly Rate[] = [
  { eventsPerSecond: 1000, medianMs: 1000, p95Ms: 2500 },
  { eventsPerSecond: 5000, medianMs: 2000, p95Ms: 5000 },
];

async function atRate(scoring: Scoring, accounts: number, { eventsPerSecond, medianMs, p95Ms }: Rate, seconds: number): Promise<Figure[]> {
  const { freshness } = scoring;
  const from = Date.now();
  const refused = await sendAtRate({ ...scoring, eventsPerSecond, seconds, accounts, eventsPerRequest: eventsPerSecond / 50, name: `rate-${eventsPerSecond}`, onSent: (account, at) => freshness.sent(account, at) });
  if (refused > 0) throw new Error(`${refused} requests were not answered with 200`);
  await until(() => freshness.unread === 0, 60_000);
  const latencies = freshness.latencies(from, Date.now());
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN;
  const note = `${latencies.length.toLocaleString("en")} events in ${seconds} s, ${freshness.unread} never readable; the sender shares the cores; ${rounded(loadavg()[0] as number, 1)} processes were running on average in the last minute`;
  return [
    { name: `event sent to score readable, median, ${eventsPerSecond.toLocaleString("en")} events/s over ${accounts.toLocaleString("en")} accounts`, value: rounded(at(0.5), 0), unit: "ms", target: `under ${medianMs}`, ok: at(0.5) < medianMs, runs: 1, note },
    { name: `the same, 95th percentile, ${eventsPerSecond.toLocaleString("en")} events/s`, value: rounded(at(0.95), 0), unit: "ms", target: `under ${p95Ms}`, ok: at(0.95) < p95Ms, runs: 1 },
  ];
}

/** How old the newest score is: from an event's way out of a sender to the first score with it that could be read. */
export const bench: Bench = {
  async run({ quick }) {
    const size = { events: quick ? 500_000 : 2_000_000, accounts: quick ? 2000 : 20_000 };
    const scoring = await startScoring(size);
    try {
      await until(() => scoring.told.size === size.accounts, 300_000);
      const figures: Figure[] = [];
      for (const rate of rates) figures.push(...(await atRate(scoring, size.accounts, rate, quick ? 5 : 20)));
      return figures;
    } finally {
      await scoring.stop();
    }
  },
};
