import { parse } from "yaml";
import { type Bench, compare, rounded } from "./bench.ts";
import { scoreHistory } from "../src/engine/history.ts";
import { type Scorer, compileScorer } from "../src/engine/scorer.ts";
import type { AccountReader } from "../src/engine/ports.ts";
import type { EventFact } from "../src/events/fact.ts";
import { dayMs } from "../src/lib/zone.ts";
import { journeySchema } from "../src/journey/schema.ts";
import type { ClickHouseStore } from "../src/storage/clickhouse/store.ts";
import { scorer as without } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, sizeOf, workspace, yearBegin, yearEnd } from "./simulated-events.ts";

const most = 2;

/** Seven stages over the metrics of the pack, with activities and milestones of their own. */
const journey = journeySchema.parse(parse(`
stages:
  - { id: handover, expected: 7d, stuck: 21d, activities: [{ id: first_import, role: onboarding, events: [import_run], due: 7d }] }
  - { id: onboarding, expected: 30d, stuck: 60d, exit: { when: { metric: active_users, at_least: 3 } }, activities: [{ id: first_share, role: onboarding, events: [share_sent], counts: in_stage }] }
  - { id: adoption, exit: [{ when: { all: [{ metric: active_users, at_least: 6 }, { metric: days_since_last, under: 5 }] } }, { when: { metric: active_users, under: 2 }, to: onboarding }] }
  - { id: value, exit: { when: { metric: active_users, under: 4 }, to: adoption }, activities: [{ id: goal, role: customer success, events: [goal_set] }] }
  - { id: expansion, enter: { from: [adoption, value], when: { metric: events, over: 60 } }, exit: { when: { metric: events, under: 20 }, to: value } }
  - { id: renewal, enter: { from: [adoption, value, expansion], when: { contract: days_to_renewal, between: [0, 90] } }, exit: { when: { contract: days_to_renewal, over: 90 }, to: value } }
  - { id: churned, lost: true }
milestones:
  - { id: ten_events, when: { metric: events, at_least: 10 } }
  - { id: goal_reached, when: { goals: reached, at_least: 1 } }
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
          name: `what the journeys of ${accounts.toLocaleString("en")} accounts over a year add, against their daily scores alone`,
          value: rounded(ratio - 1),
          unit: "times",
          target: `at most ${most}`,
          ok: ratio - 1 <= most && accounts > 0 && moves > accounts,
          runs,
          note: `${rounded(ms, 0)} ms with them, ${rounded(referenceMs, 0)} ms without; ${moves.toLocaleString("en")} moves between stages`,
        },
      ];
    } finally {
      await store.close();
    }
  },
};

/** The events of the benches know no contracts, so each account gets one, with a goal and a stage that a person set. */
const accounts: AccountReader = {
  readAccounts: ({ accounts: asked }) => Promise.resolve(new Map(asked.map((account, place) => [account, { account, traits: [], events: eventsOf(account, yearBegin + (place % 300) * dayMs) }]))),
};

function eventsOf(account: string, start: number): EventFact[] {
  const event = (name: string, time: number, properties: EventFact["properties"]): EventFact => ({
    type: "event", account, user: "", name, properties, messageId: `${account} ${name} ${time}`, time, knownAt: time, originalTime: time, receivedAt: time, source: "bench", attribution: "explicit",
  });
  const goal = { goal: "reach", measure: "reports", target: 10, date: start + 200 * dayMs };
  return [
    event("contract_changed", start, { contract: account, start, term_end: start + 200 * dayMs, mrr: 100, seats: 10 }),
    event("contract_changed", start + 150 * dayMs, { contract: account, start, term_end: start + 400 * dayMs, mrr: 100, seats: 10 }),
    event("goal_set", start + 40 * dayMs, goal),
    event("goal_set", start + 120 * dayMs, { ...goal, reached: start + 110 * dayMs, confirmed_by: "csm" }),
    event("stage_set", start + 60 * dayMs, { stage: "adoption", author: "csm" }),
  ];
}

/** Scores every day of the year, writes nothing, and counts accounts and moves. */
async function scoreYear({ measurer }: ClickHouseStore, scorer: Scorer): Promise<[accounts: number, moves: number]> {
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
