import Fastify, { type FastifyInstance } from "fastify";
import { urlOf } from "../src/contract/client.ts";
import { paths } from "../src/contract/paths.ts";
import type { Answer, Question } from "../src/contract/routes.ts";
import { Scores } from "../src/engine/answers/scores.ts";
import { LivePortfolio } from "../src/engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "../src/engine/portfolio/load.ts";
import type { PortfolioRow } from "../src/engine/portfolio/row.ts";
import { dayMs } from "../src/lib/zone.ts";
import { guardRoutes } from "../src/server/access/gate.ts";
import { apiRoutes } from "../src/server/api/routes.ts";
import { type Bench, medianOf, millisecondsOf, peakBytes, rounded } from "./bench.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, workspace, yearBegin } from "./simulated-events.ts";

const days = 30;
const now = yearBegin + days * dayMs;
const [mostMs, mostGigabytes] = [100, 1.5];

/** What a page asks for: other orders, filters, searches, and pages further down. */
const questions: readonly Question<"listAccounts">[] = [
  {},
  { sort: "name" },
  { sort: "name", order: "descending", band: ["red", "yellow"] },
  { sort: "change7Days" },
  { sort: "change30Days", order: "descending", limit: 200 },
  { sort: "coverage", text: "account-04" },
  { text: "ACCOUNT-0999", sort: "name" },
  { band: "green", scoreFrom: 80, sort: "score", order: "descending" },
  { owner: "", stage: "", sort: "score", limit: 100 },
];

/** The server's routes over one process's portfolio, asked without a socket. */
function serve(scores: Scores): (question: Question<"listAccounts">) => Promise<Answer<"listAccounts">> {
  const app: FastifyInstance = Fastify();
  guardRoutes(app, { readKeys: { findReadKey: (id) => ({ id, name: id, workspace, scopes: ["accounts"] }) }, sessions: { signedIn: () => Promise.resolve(undefined) } });
  apiRoutes(app, { scores: () => Promise.resolve(scores) });
  return async (question) => {
    const response = await app.inject({ url: urlOf(paths.listAccounts, question), headers: { authorization: "Bearer bench" } });
    if (response.statusCode !== 200) throw new Error(response.body);
    return response.json();
  };
}

/** What a program without us would do: filter an array of the same lines, and sort it whole. */
const byHand = (rows: readonly PortfolioRow[]): PortfolioRow[] => rows.filter(({ name }) => name.includes("account")).sort((left, right) => (left.score ?? Infinity) - (right.score ?? Infinity)).slice(0, 50);

const percentile = (values: readonly number[], share: number): number => values.toSorted((left, right) => left - right)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;

export const bench: Bench = {
  async run({ quick }) {
    const size = { events: quick ? 200_000 : 20_000_000, accounts: quick ? 5000 : 100_000, days };
    const store = await openSimulatedEvents(size);
    const live = new LivePortfolio({ pack: scorer.pack, version: "bench", scorer });
    const ports = { measurer: store.measurer, accounts: store.accounts, events: store.events, users: store.users, judgement: store.judgement, clock: () => now };
    const loadMs = await millisecondsOf(() => loadPortfolio(ports, live, workspace));
    const ask = serve(new Scores(ports, live));
    const rows = [...live.rows(workspace)];
    const { total } = await ask({});
    if (total !== rows.length || total < size.accounts * 0.99) throw new Error(`${total} accounts are listed, of ${size.accounts}`);
    const times: number[] = [];
    const referenceTimes: number[] = [];
    for (let round = 0; round < (quick ? 5 : 25); round += 1) {
      referenceTimes.push(await millisecondsOf(() => byHand(rows)));
      for (const question of questions) {
        let next: string | null = null;
        times.push(await millisecondsOf(async () => ({ next } = await ask(question))));
        if (next !== null) times.push(await millisecondsOf(() => ask({ ...question, cursor: next ?? undefined })));
      }
    }
    const gigabytes = peakBytes() / 2 ** 30;
    await store.close();
    const p95 = percentile(times, 0.95);
    return [
      {
        name: `a page of ${total.toLocaleString("en")} accounts, filtered and sorted, from the request to the answer: 95th percentile of ${times.length} requests`,
        value: rounded(p95, 1),
        unit: "ms",
        target: `at most ${mostMs}`,
        ok: p95 <= mostMs,
        runs: 1,
        note: `median ${rounded(medianOf(times), 1)} ms; filtering and sorting an array of the same lines whole takes ${rounded(medianOf(referenceTimes), 1)} ms`,
      },
      {
        name: `peak memory of the process with ${size.events.toLocaleString("en")} events, engine and first scoring included`,
        value: rounded(gigabytes),
        unit: "GB",
        target: `at most ${mostGigabytes}`,
        ok: gigabytes <= mostGigabytes,
        runs: 1,
        note: `the first scores of everybody over ${days} days were there after ${rounded(loadMs / 1000, 1)} s`,
      },
    ];
  },
};
