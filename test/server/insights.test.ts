import { expect, test } from "vitest";
import type { Answer } from "../../src/contract/routes.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { readControl } from "../../src/storage/control-file.ts";
import { runningPack } from "../support/api.ts";
import { storeCompany } from "../support/scored-company.ts";
import { serving } from "../support/served.ts";

const { engine, shared, served } = await serving();

test("a process that serves asks the past, keeps the answer, and loses it with whom it names", { timeout: 300_000 }, async () => {
  const { directory, workspace, live } = await served(shared, { running: runningPack(), visibleMs: 0 });
  const control = await readControl(directory);
  await storeCompany(engine.store, workspace, simulationOf("small", { to: Date.UTC(2026, 4, 31, 22), accounts: 60, scale: 0.1 }));
  const call = async <T>(method: string, path: string): Promise<T> => {
    const answer = await fetch(`${live.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${control?.token}` } });
    return (await answer.json()) as T;
  };
  const { id } = await call<Answer<"getInsightRun">>("POST", "/insights/backtest/runs");
  await expect.poll(async () => (await call<Answer<"getInsightRun">>("GET", `/insights/runs/${id}`)).state, { timeout: 200_000, interval: 500 }).toBe("done");
  const { kept, result } = await call<Answer<"getInsight">>("GET", "/insights/backtest");
  expect(kept?.run).toMatchObject({ id, askedBy: "the command line", version: runningPack().version, past: { to: "2026-05-31T21:59:59.999Z" } });
  const { lost } = (result ?? {})["report"] as { readonly lost: readonly { readonly account: string }[] };
  expect(lost.length).toBeGreaterThan(0);
  await call("DELETE", `/accounts/${lost[0]?.account}`);
  expect(await call<Answer<"getInsight">>("GET", "/insights/backtest")).toEqual({ kept: null, result: null });
  expect((await call<Answer<"listInsights">>("GET", "/insights")).kinds[0]).toEqual({ kind: "backtest", kept: null, latest: null });
});
