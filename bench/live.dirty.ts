import { type AccountsRequest, scoreAccounts } from "../src/engine/score-now.ts";
import { Random } from "../src/lib/random.ts";
import { type Bench, type BenchOptions, compare, rounded } from "./bench.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { type Size, openSimulatedEvents, workspace, yearEnd } from "./simulated-events.ts";

const most = 0.1;

interface Dirty extends Size {
  readonly dirty: number;
}

const sizeOf = ({ quick }: BenchOptions): Dirty => (quick ? { events: 500_000, accounts: 2000, dirty: 20 } : { events: 10_000_000, accounts: 100_000, dirty: 100 });

const request: AccountsRequest = {
  workspace, scorer,
  version: "bench",
  asOf: yearEnd,
  knownAt: yearEnd,
  rememberedOf: () => ({}),
  journeyBefore: () => undefined,
  scoreBefore: () => undefined,
};

/** What it costs to score again the few accounts that have something new, against scoring everybody: the code is the same. */
export const bench: Bench = {
  async run(options) {
    const { dirty, ...size } = sizeOf(options);
    const store = await openSimulatedEvents(size);
    const random = Random.seeded("dirty");
    const some = (): string[] => Array.from({ length: dirty }, () => `account-${String(random.below(size.accounts)).padStart(6, "0")}`);
    try {
      const all = await scoreAccounts(store, request);
      const accounts = some();
      const again = await scoreAccounts(store, { ...request, accounts });
      const scores = new Map(all.map(({ account, snapshot }) => [account, snapshot.score]));
      const different = again.filter(({ account, snapshot }) => scores.get(account) !== snapshot.score);
      if (different.length > 0 || again.length !== new Set(accounts).size) throw new Error(`${different.length} of ${again.length} accounts have another score when they are scored alone`);
      const { ratio, ms, referenceMs, runs } = await compare(
        () => scoreAccounts(store, { ...request, accounts: some() }),
        () => scoreAccounts(store, request),
        options.quick ? 3 : 7,
      );
      return [
        {
          name: `${dirty} accounts scored again, against all ${size.accounts.toLocaleString("en")}: ${size.events.toLocaleString("en")} events`,
          value: rounded(ratio, 4),
          unit: "times",
          target: `under ${most}`,
          ok: ratio < most,
          runs,
          note: `${rounded(ms, 0)} ms against ${rounded(referenceMs, 0)} ms; the scores are equal`,
        },
      ];
    } finally {
      await store.close();
    }
  },
};
