import { beforeAll, expect, test } from "vitest";
import type { EarlierScores } from "../../src/engine/portfolio/earlier.ts";
import { LivePortfolio, type PortfolioChange } from "../../src/engine/portfolio/live-portfolio.ts";
import { scoreEverybody } from "../../src/engine/portfolio/score-everybody.ts";
import type { ScoredAccount } from "../../src/engine/score-now.ts";
import { shiftDays } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { runningPack } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const workspace = "held";
const running = runningPack();
const zone = running.pack.pack.timezone;
const now = Date.UTC(2026, 5, 1, 10);
const from = Date.UTC(2026, 2, 1);
const [yesterday, today] = [shiftDays(now, -1, zone), now];
const scored = new Map<number, ScoredAccount[]>();
const earlier = new Map<number, EarlierScores>();

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, from, accounts: 8, scale: 0.2 }));
  for (const asOf of [yesterday, today]) {
    const found = await scoreEverybody({ measurer: embedded.store.measurer, accounts: embedded.store.accounts }, { workspace, running, from, asOf, knownAt: now });
    earlier.set(asOf, found.earlier);
    scored.set(asOf, (await Array.fromAsync(found.chunks)).flat());
  }
}, 120_000);

const at = <T>(found: ReadonlyMap<number, T>, asOf: number): T => found.get(asOf) as T;

function portfolio() {
  const live = new LivePortfolio(running);
  const told: PortfolioChange[] = [];
  live.listen((change) => told.push(change));
  return { live, told };
}

test("what comes late about an earlier instant doesn't replace what is newer", () => {
  const { live } = portfolio();
  live.replace(workspace, at(scored, today));
  const rows = [...live.rows(workspace)];
  live.replace(workspace, at(scored, yesterday));
  expect([...live.rows(workspace)]).toEqual(rows);
  expect(live.asOf(workspace)).toBe(today);
});

test("lines that were there before the midnights are compared with them all the same", () => {
  const [before, after] = [portfolio().live, portfolio().live];
  before.compareWith(workspace, at(earlier, today));
  before.replace(workspace, at(scored, today));
  after.replace(workspace, at(scored, today));
  expect([...after.rows(workspace)].every(({ sparkline, change30Days }) => sparkline === undefined && change30Days === null)).toBe(true);
  after.compareWith(workspace, at(earlier, today));
  const withoutCause = (live: LivePortfolio) => [...live.rows(workspace)].map(({ cause: _cause, ...row }) => row);
  expect(withoutCause(after)).toEqual(withoutCause(before));
});

test("a change in 30 days has a main cause that moved the score the same way", () => {
  const { live } = portfolio();
  live.compareWith(workspace, at(earlier, today));
  live.replace(workspace, at(scored, today));
  const moved = [...live.rows(workspace)].filter(({ change30Days }) => Math.abs(change30Days ?? 0) > 1);
  expect(moved.length).toBeGreaterThan(2);
  for (const { change30Days, cause } of moved) expect(Math.sign(cause?.points ?? 0)).toBe(Math.sign(change30Days as number));
});

test("listeners are told of what a reader would notice, and of who is gone", () => {
  const { live, told } = portfolio();
  live.replace(workspace, at(scored, today));
  live.replace(workspace, at(scored, today));
  expect(told.map(({ rows }) => rows.length)).toEqual([at(scored, today).length]);
  const [first] = at(scored, today);
  live.remove(workspace, [first?.account ?? "", "never there"]);
  expect(told.at(-1)).toMatchObject({ rows: [], gone: [first?.account] });
  expect(live.row(workspace, first?.account ?? "")).toBeUndefined();
});

test("what bands remember holds until the next midnight", () => {
  const { live } = portfolio();
  live.replace(workspace, at(scored, today));
  const [first] = at(scored, today);
  const account = first?.account ?? "";
  expect(live.rememberedAt(workspace, account, today + 3_600_000)?.remembered).toBe(first?.remembered);
  expect(live.rememberedAt(workspace, account, shiftDays(today, 1, zone))).toBeUndefined();
});
