import { listDisagreements } from "../src/engine/answers/disagreements.ts";
import { listMeasurementsDue } from "../src/engine/answers/due.ts";
import { Scores } from "../src/engine/answers/scores.ts";
import { LivePortfolio } from "../src/engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "../src/engine/portfolio/load.ts";
import { compileScorer } from "../src/engine/scorer.ts";
import type { EventFact } from "../src/events/fact.ts";
import { dayMs } from "../src/lib/zone.ts";
import { metricSchema } from "../src/metrics/schema.ts";
import { type Bench, medianOf, millisecondsOf, rounded } from "./bench.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, workspace, yearBegin } from "./simulated-events.ts";

const days = 60;
const now = yearBegin + days * dayMs;
const mostMs = 2000;

/** Everybody's pulse of three weeks ago, and two months of a value that is typed in monthly. */
function* said(accounts: readonly string[]): Generator<EventFact> {
  for (const [place, account] of accounts.entries()) {
    const event = (id: string, daysAgo: number, name: string, properties: EventFact["properties"]): EventFact => {
      const time = now - daysAgo * dayMs;
      return { type: "event", messageId: `${account} said ${id}`, account, user: "", name, properties, time, knownAt: time, originalTime: time, receivedAt: time, source: "people", attribution: "explicit" };
    };
    yield event("pulse", 21, "pulse_set", { band: place % 50 === 0 ? "red" : place % 3 === 0 ? "yellow" : "green", reason: "as it felt", author: "ann" });
    for (let month = 0; month < 2; month += 1) yield event(`value ${month}`, 5 + month * 30 + (place % 20), "measurement_recorded", { measurement: "value reported", value: place % 10, author: "ann" });
  }
}

const pack = { ...scorer.pack, metrics: { ...scorer.pack.metrics, value_reported: metricSchema.parse({ kind: "manual", measurement: "value reported", due: "30d" }) } };

export const bench: Bench = {
  async run({ quick }) {
    const size = { events: quick ? 100_000 : 4_000_000, accounts: quick ? 1000 : 20_000, days };
    const store = await openSimulatedEvents(size);
    const live = new LivePortfolio({ pack, version: "bench", scorer: compileScorer(pack) });
    const ports = { ...store, clock: () => now };
    await loadPortfolio(ports, live, workspace);
    const accounts = Array.from(live.rows(workspace), ({ account }) => account);
    await store.log.append(workspace, [...said(accounts)], "what people said");
    const scores = new Scores(ports, live);
    const timed = async <T>(ask: () => Promise<T>): Promise<{ ms: number; answer: T }> => {
      let answer = await ask();
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) times.push(await millisecondsOf(async () => ({ answer } = { answer: await ask() })));
      return { ms: medianOf(times), answer };
    };
    const disagreements = await timed(() => listDisagreements(scores, workspace, { limit: 500 }));
    const due = await timed(() => listMeasurementsDue(scores, workspace, { limit: 200 }));
    await store.close();
    const of = `of ${accounts.length.toLocaleString("en")} accounts`;
    return [
      { name: `where people and data disagree, ${of}: from the question to the answer`, value: rounded(disagreements.ms, 0), unit: "ms", target: `at most ${mostMs}`, ok: disagreements.ms <= mostMs, runs: 5, note: `${disagreements.answer.total} found` },
      { name: `what is due, ${of}: from the question to the answer`, value: rounded(due.ms, 0), unit: "ms", target: `at most ${mostMs}`, ok: due.ms <= mostMs, runs: 5, note: `${due.answer.total} due or overdue` },
    ];
  },
};
