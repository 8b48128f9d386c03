import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { accountTrait } from "../support/happenings.ts";
import { at, day, scenario } from "../support/scenario.ts";
import type { Ran } from "../support/terminal.ts";

/** What is asked of a portfolio: benchmarks, revenue, spread, families, the model of an account. */
const now = Date.UTC(2026, 2, 1, 12);
let root = "";
const bellwether = (...args: string[]): Promise<Ran> => commandLine({ data: join(root, "data"), now }, [...args, "--pack", join(root, "pack")]);
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await bellwether(...args, "--json")).out) as T;

const settings = `model:
  roll_up: { parent: parent_account }
benchmarks:
  at_least: 10
  look_alikes: 5
  targets: [{ score: csm_pulse, points: 80, segment: enterprise }]
`;

interface Listed {
  readonly account: string;
  readonly name: string;
  readonly score: number | null;
  readonly mrr: number | null;
}
let accounts: readonly Listed[] = [];
const nth = (place: number): Listed => accounts[place] as Listed;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-portfolio-"));
  await cp(join(repositoryRoot, "examples/three-categories"), join(root, "pack"), { recursive: true });
  await writeFile(join(root, "pack", "questions.yaml"), settings);
  await commandLine({ data: join(root, "data"), now }, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
  accounts = (await json<{ accounts: Listed[] }>("score")).accounts.filter(({ score, mrr }) => score !== null && mrr !== null);
  // The first is above the second and third, the third above the fourth; two are above each other, and one is below nobody known.
  const below = (child: number, parent: string) => accountTrait(nth(child).account, "parent_account", parent);
  const top = nth(0).account;
  const { facts } = scenario({ zone: "Europe/Berlin", start: "2026-02-01" }, [at(day(0), below(1, top), below(2, top), below(3, nth(2).account), below(4, nth(5).account), below(5, nth(4).account), below(6, "nobody"))]);
  const store = await openClickHouse({ directory: join(root, "data") });
  await store.log.append("default", facts.map((fact, place) => ({ ...fact, messageId: `family ${place}` })), "families");
  await store.close();
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

describe("families", () => {
  test("score lists them by their roll-up, and says what is wrong with parents", async () => {
    const { out } = await bellwether("score", "-n", "5");
    expect(out).toMatch(/\n3 accounts have others below: each account weighs as much as its recurring revenue\naccount +rolled up +band +own +accounts +revenue\n/);
    expect(out).toContain(`Parents in a circle: ${nth(4).account} is below ${nth(5).account} is below ${nth(4).account}.`);
    expect(out).toContain(`1 parent is no customer on that day, or no account of the data: nobody (of ${nth(6).account}).`);
  });

  test("explain says what the roll-up is made of, and it adds up", async () => {
    const { out } = await bellwether("explain", nth(0).account);
    expect(out).toMatch(/Rolled up over 4 accounts: \d+\.\d . \w+; each account weighs as much as its recurring revenue\.\n[^]+ itself +[^]+\nsum +100 %/);
    const { rollUp } = await json<{ rollUp: { score: number; mrr: number; parts: { score: number; mrr: number; contribution: number }[] } }>("explain", nth(0).account);
    const family = [0, 1, 2, 3].map(nth);
    const revenue = family.reduce((sum, { mrr }) => sum + (mrr as number), 0);
    expect(rollUp.score).toBeCloseTo(family.reduce((sum, { score, mrr }) => sum + (score as number) * (mrr as number), 0) / revenue, 9);
    expect(rollUp.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(rollUp.score, 9);
  });

  test("explain of an account without others below says nothing of it", async () => {
    expect((await bellwether("explain", nth(1).account)).out).not.toContain("Rolled up");
  });

  test("before parents were named there are none", async () => {
    expect((await bellwether("score", "--as-of", "2026-01-15")).out).not.toContain("others below");
  });
});

describe("benchmarks", () => {
  test("of all: where accounts stand, who is under, and what was counted", async () => {
    const { out, exit } = await bellwether("benchmarks", "-n", "5");
    expect(exit).toBe(0);
    expect(out).toMatch(/^Three categories: benchmarks as of 2026-03-01\n\nWhat customers have where the accounts stand\n[^]+Furthest under: 5 of \d+ accounts under the benchmark\n[^]+\nBenchmark: the median of what customers that went on to renew scored[^]+Frozen at 2026-03-01: scores at \d+ starts of months/);
    expect(out.split("\n").filter((line) => line.startsWith("account") && line.length > 125)).toEqual([]);
  });

  test("of one account: its gap is score less benchmark, metric by metric, and its look-alikes are told with their number", async () => {
    const one = await json<{ gap: { score: number; points: number; benchmark: { points: number; kind: string } }; metrics: { subject: string; effect: number; benchmark: { kind: string } }[]; frozenAt: string }>("benchmarks", nth(0).account);
    expect(one.gap.points).toBeCloseTo(one.gap.score - one.gap.benchmark.points, 9);
    expect(one.metrics.map(({ effect }) => effect)).toEqual(one.metrics.map(({ effect }) => effect).toSorted((a, b) => a - b));
    expect(one.frozenAt).toBe("2026-02-28T23:00:00.000Z");
    const { out } = await bellwether("benchmarks", nth(0).name);
    expect(out).toMatch(/ where \d+\.\d is the benchmark: [+−]?\d+\.\d\nCompared with \d+ accounts[^]+Look-alikes of the past\n/);
  });

  test("a target of the pack takes the place of what customers have, in its segment only", async () => {
    type Document = { accounts: { place: { segment: string | null }; metrics?: { subject: string; benchmark: { kind: string; points: number } }[] }[] };
    const { accounts: all } = await json<Document>("benchmarks");
    const pulses = all.flatMap(({ place, metrics = [] }) => metrics.filter(({ subject }) => subject === "csm_pulse").map(({ benchmark }) => ({ enterprise: place.segment === "enterprise", ...benchmark })));
    expect(pulses.filter(({ enterprise }) => enterprise).length).toBeGreaterThan(0);
    expect(pulses.filter(({ enterprise, kind, points }) => enterprise !== (kind === "target" && points === 80))).toEqual([]);
  });

  test("are those of the start of the month", async () => {
    expect(await json("benchmarks", nth(0).account, "--as-of", "2026-02-27")).toMatchObject({ frozenAt: "2026-01-31T23:00:00.000Z" });
  });

  test("of an account that isn't there says who may be meant", async () => {
    expect(await bellwether("benchmarks", nth(0).name.slice(0, -2))).toMatchObject({ exit: 1, error: expect.stringContaining(`did you mean \`${nth(0).name}\``) as string });
  });
});

describe("revenue", () => {
  type Document = { atRisk: { all: { mrr: number }; atRisk: { mrr: number }; by: Record<"stage" | "owner", { atRisk: { mrr: number } }[]> }; accounts: { mrr: number }[]; retention: Record<"start" | "added" | "expanded" | "contracted" | "lost" | "end", { mrr: number }> & { periodStart: string } };

  test("at risk adds up by stage, by owner and account by account", async () => {
    const { atRisk, accounts: risky } = await json<Document>("revenue");
    expect(atRisk.atRisk.mrr).toBeGreaterThan(0);
    for (const lines of [atRisk.by.stage, atRisk.by.owner]) expect(lines.reduce((sum, line) => sum + line.atRisk.mrr, 0)).toBeCloseTo(atRisk.atRisk.mrr, 6);
    expect(risky.reduce((sum, { mrr }) => sum + mrr, 0)).toBeCloseTo(atRisk.atRisk.mrr, 6);
  });

  test("over a period leads from the first day to the last, with its definitions beside it", async () => {
    const { retention: { start, added, expanded, contracted, lost, end, periodStart } } = await json<Document>("revenue", "--since", "2025-12-01");
    expect(periodStart).toBe("2025-11-30T23:00:00.000Z");
    expect(start.mrr + added.mrr + expanded.mrr - contracted.mrr - lost.mrr).toBeCloseTo(end.mrr, 6);
    const { out } = await bellwether("revenue", "--since", "2025-12-01");
    expect(out).toMatch(/gross retention \d+\.\d %, net \d+\.\d %[^]+Falling: yellow, and 5 points or more lower[^]+Net retention: what the accounts of the first day pay on the last/);
  });

  test("refuses a period that hasn't begun", async () => {
    expect(await bellwether("revenue", "--since", "2026-03-01", "--as-of", "2026-03-01")).toMatchObject({ exit: 1, error: expect.stringContaining("--since takes a day before the one that is looked at (2026-03-01)") as string });
  });
});

test("spread shows where scores lie, the bands that would part them evenly, and who is on top of yellow and red", async () => {
  const { out, exit } = await bellwether("spread", "-n", "3");
  expect(exit).toBe(0);
  expect(out).toMatch(/Computed scores\n[^]+By segment\nsegment +accounts +green[^]+Bands for an even spread of today's accounts\n  model:\n    bands: \{ red_below: \d+, yellow_below: \d+ \}[^]+Top of yellow[^]+Top of red/);
  const { segments } = await json<{ segments: { segment: string | null; distribution: { total: number } }[] }>("spread");
  expect(segments.map(({ segment }) => segment)).toEqual([null, "enterprise", "starter"]);
});

test("model prints what counts for an account, as YAML that a pack can hold", async () => {
  const { out } = await bellwether("model", nth(0).account);
  expect(out).toMatch(/^# The model of .+ as of 2026-03-01\.\n# /);
  expect(parse(out)).toMatchObject({ model: { bands: { red_below: 40 }, categories: { product: { weight: 50 } } } });
  const { variants } = await json<{ variants: { place: number; applies: boolean }[] }>("model", nth(0).account);
  expect(variants.map(({ place }) => place)).toEqual([1, 2]);
});
