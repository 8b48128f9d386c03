import { parse } from "yaml";
import { type Bench, compare, rounded } from "./bench.ts";
import { scoreHistory } from "../src/engine/history.ts";
import { type Scorer, compileScorer } from "../src/engine/scorer.ts";
import { journeySchema } from "../src/journey/schema.ts";
import type { ClickHouseStore } from "../src/storage/clickhouse/store.ts";
import { scorer as without } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, sizeOf, workspace, yearBegin, yearEnd } from "./simulated-events.ts";

const most = 2;

/** Five stages over the metrics of the pack, with activities and milestones of their own. */
const journey = journeySchema.parse(parse(`
stages:
  - { id: handover, expected: 7d, stuck: 21d, activities: [{ id: first_import, role: onboarding, events: [import_run], due: 7d }] }
  - { id: onboarding, expected: 30d, stuck: 60d, exit: { when: { metric: active_users, at_least: 3 } }, activities: [{ id: first_share, role: onboarding, events: [share_sent], counts: in_stage }] }
  - { id: adoption, exit: [{ when: { all: [{ metric: active_users, at_least: 6 }, { metric: days_since_last, under: 5 }] } }, { when: { metric: active_users, under: 2 }, to: onboarding }] }
  - { id: value, exit: { when: { metric: active_users, under: 4 }, to: adoption } }
  - { id: expansion, enter: { from: [adoption, value], when: { metric: events, over: 60 } }, exit: { when: { metric: events, under: 20 }, to: value } }
milestones:
  - { id: ten_events, when: { metric: events, at_least: 10 } }
  - { id: onboarded, when: { stage: [adoption, value, expansion] } }
`));

export const bench: Bench = {
  async run(options) {
    const withJourney = compileScorer({ ...without.pack, journey });
    const size = sizeOf(options);
    const store = await openSimulatedEvents(size);
    try {
      let [accounts, moves] = [0, 0];
      const { ratio, ms, referenceMs, runs } = await compare(
        async () => ([accounts, moves] = await scoreYear(store, withJourney)),
        () => scoreYear(store, without),
        options.quick ? 3 : 5,
      );
      return [
        {
          name: `a year of daily scores and stages of ${accounts.toLocaleString("en")} accounts, against the scores alone`,
          value: rounded(ratio),
          unit: "times",
          target: `at most ${most}`,
          ok: ratio <= most && accounts > 0 && moves > accounts,
          runs,
          note: `${rounded(ms, 0)} ms against ${rounded(referenceMs, 0)} ms; ${moves.toLocaleString("en")} moves between stages`,
        },
      ];
    } finally {
      await store.close();
    }
  },
};

/** Scores every day of the year, writes nothing, and counts accounts and moves. */
async function scoreYear({ measurer, accounts }: ClickHouseStore, scorer: Scorer): Promise<[accounts: number, moves: number]> {
  let [found, moves] = [0, 0];
  const journeys = {
    before: yearEnd,
    note: (_account: string, { lines }: { readonly lines: readonly ({ readonly moves: readonly unknown[] } | undefined)[] }): void => {
      found += 1;
      for (const line of lines) moves += line?.moves.length ?? 0;
    },
  };
  await scoreHistory({ measurer, accounts, snapshots: { write: () => Promise.resolve() } }, { workspace, scorer, version: "bench", from: yearBegin + 1, to: yearEnd, knownAt: yearEnd, journeys }, () => {});
  return [found, moves];
}
