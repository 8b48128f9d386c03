import { readFileSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileScorer } from "../../src/engine/scorer.ts";
import { measureLike, scoreBoth } from "../../src/engine/score-both.ts";
import type { MeasureRequest } from "../../src/engine/ports.ts";
import { type MetricDefinition, metricSchema } from "../../src/metrics/schema.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { examplePack } from "../support/example-packs.ts";
import type { Ran } from "../support/terminal.ts";

const now = Date.UTC(2026, 2, 1, 12);
let root = "";
const bellwether = (...args: string[]): Promise<Ran> => commandLine({ data: join(root, "data"), now }, args);
const draft = (): string => join(root, "draft");
const example = join(repositoryRoot, "examples/three-categories");

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-plan-"));
  await cp(example, draft(), { recursive: true });
  const product = join(draft(), "product.yaml");
  writeFileSync(product, readFileSync(product, "utf8").replace(/^ {6}weight: 50/m, "      weight: 90"));
  await bellwether("simulate", "--preset", "small", "--to", "2026-03-01");
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

describe("a changed weight", () => {
  test("is told with what it does, and ends with 2", async () => {
    const { out, exit, error } = await bellwether("plan", draft(), "--against", example);
    expect([exit, error]).toEqual([2, ""]);
    expect(out).toMatch(/\n~ weight of Product: 50 → 90\n/);
    expect(out).toMatch(/\n\d+ of 38 accounts change band, with €[\d,]+ of €[\d,]+ recurring revenue a month\.\n/);
  });

  test("as JSON: every account that changes band, and both distributions", async () => {
    const { out } = await bellwether("plan", draft(), "--json");
    const { changes, effect } = JSON.parse(out) as { changes: unknown[]; effect: { asOf: string; accounts: number; moves: { from: string; to: string }[]; groups: { accounts: number }[]; distribution: { before: { total: number }; after: { total: number } } } };
    expect(changes).toEqual([{ kind: "weight", id: "product", change: "changed", fields: [{ path: [], before: 50, after: 90 }] }]);
    expect(effect.groups.reduce((sum, group) => sum + group.accounts, 0)).toBe(effect.moves.length);
    expect([effect.distribution.before.total, effect.distribution.after.total]).toEqual([effect.accounts, effect.accounts]);
    expect(effect.moves.every(({ from, to }) => from !== to)).toBe(true);
  });

  test("for a pull request, without the place of an example on this machine", async () => {
    const { out } = await bellwether("plan", draft(), "--markdown");
    expect(out).toMatch(/^# Plan: Three categories\n/);
    expect(out).not.toContain(repositoryRoot);
    expect(out).toContain("| band | before | after | change |");
  });
});

test("the same pack ends with 0", async () => {
  const { out, exit } = await bellwether("plan", example, "--against", example);
  expect([exit, out.includes("Nothing changes: both mean the same.")]).toEqual([0, true]);
});

test("a pack with errors is refused with 1", async () => {
  const { exit, error } = await bellwether("plan", join(repositoryRoot, "test/golden/broken-pack"));
  expect(exit).toBe(1);
  expect(error).toMatch(/has \d+ errors/);
});

test("before the data begins nobody has a score", async () => {
  const { exit, error } = await bellwether("plan", draft(), "--as-of", "2001-01-01");
  expect([exit, error]).toEqual([1, "The data begins only later, so nobody has a score on that day.\n"]);
});

describe("scoring by two definitions", () => {
  const [one, other] = [examplePack("three-categories"), examplePack("post-sale-journey")];
  const workspace = "default";

  test("gives what measuring and scoring each alone gives, in both directions", async () => {
    const store = await openClickHouse({ directory: join(root, "data") });
    try {
      const from = (await store.accounts.span(workspace))?.from as number;
      const both = (before: typeof one, after: typeof one): ReturnType<typeof scoreBoth> => scoreBoth(store, { workspace, before, after, from, asOf: now }, () => {});
      const [mixed, back, ones, others] = [await both(one, other), await both(other, one), await both(one, one), await both(other, other)];
      expect(ones.before.length).toBeGreaterThan(30);
      expect(mixed.before).toEqual(ones.before.map((scored) => expect.objectContaining({ snapshot: scored.snapshot })));
      expect(mixed.after.map(({ snapshot }) => snapshot)).toEqual(others.before.map(({ snapshot }) => snapshot));
      expect(back.after.map(({ snapshot }) => snapshot)).toEqual(ones.before.map(({ snapshot }) => snapshot));
      expect(new Set(mixed.after.map(({ snapshot }) => snapshot.stage)).size).toBeGreaterThan(1);
    } finally {
      await store.close();
    }
  });

  test("measures what both define alike once, and what differs with all that it refers to", async () => {
    const { rates } = compileScorer(one);
    const request = (metrics: MeasureRequest["metrics"]): MeasureRequest => ({ workspace, metrics, zone: "UTC", currency: "EUR", rates, instants: [now] });
    const logins = (days: number): MetricDefinition => metricSchema.parse({ kind: "count", events: ["login"], window: `${days}d` });
    const asked: string[][] = [];
    const measurer = {
      measure: ({ metrics }: MeasureRequest) => {
        const metricIds = Object.keys(metrics);
        asked.push(metricIds);
        return Promise.resolve({ accounts: ["a", "b"], instants: [now], metricIds, values: Float64Array.from({ length: 2 * metricIds.length }, (_, cell) => asked.length * 100 + cell), states: new Uint8Array(2 * metricIds.length), born: new Float64Array(2) });
      },
    };
    const trend = metricSchema.parse({ kind: "trend", metric: "logins" });
    const seats = metricSchema.parse({ kind: "trait", trait: "seats" });
    const base = { logins: logins(30), trend, seats };
    const measureBoth = async (before: MeasureRequest, after: MeasureRequest) => measureLike(measurer, { request: before, measured: await measurer.measure(before) }, after);
    const same = await measureBoth(request(base), request({ seats, logins: logins(30) }));
    expect([asked, [...same.values]]).toEqual([[["logins", "trend", "seats"]], [102, 100, 105, 103]]);
    asked.length = 0;
    const changed = await measureBoth(request(base), request({ ...base, logins: logins(7) }));
    expect([asked, [...changed.values]]).toEqual([[["logins", "trend", "seats"], ["logins", "trend"]], [200, 201, 102, 202, 203, 105]]);
  });
});
