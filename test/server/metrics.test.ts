import { expect, test } from "vitest";
import { send, testServer } from "../support/server.ts";

/** Read keys that are their scope. */
const access = { readKeys: { findReadKey: (text: string) => (text === "pipeline" || text === "accounts" ? { name: text, workspace: "acme", scopes: [text] as ("pipeline" | "accounts")[] } : ("unknown" as const)) }, sessions: { signedIn: () => Promise.resolve(undefined) } };
const reading = (scope: string) => ({ url: "/metrics", headers: { authorization: `Bearer ${scope}` } });

test("only read keys for `pipeline` read metrics", async () => {
  const { app } = await testServer({ access });
  const statuses = await Promise.all([app.inject("/metrics"), app.inject(reading("accounts")), app.inject(reading("nobody's")), app.inject(reading("pipeline"))]);
  expect(statuses.map(({ statusCode }) => statusCode)).toEqual([401, 403, 401, 200]);
  expect(statuses[3]?.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
});

test("calls and requests are counted, and no label names a customer", async () => {
  const { app } = await testServer({ access });
  await send(app, "/v1/batch", { batch: [{ type: "track", event: "opened", userId: "ada@secret.example" }, { type: "track" }, { type: "track", event: "closed", userId: "bob@secret.example" }] });
  await app.inject("/api/v1/accounts/secret-customer");
  await app.inject("/nowhere/secret-path");
  await app.inject(reading("pipeline"));
  const lines = (await app.inject(reading("pipeline"))).body.split("\n").filter((line) => line.startsWith("bellwether_"));
  expect(lines).toEqual([
    'bellwether_http_requests_total{method="POST",route="/v1/batch",status="200"} 1',
    'bellwether_http_requests_total{method="GET",route="/api/v1/accounts/:account",status="401"} 1',
    'bellwether_http_requests_total{method="GET",route="none",status="404"} 1',
    'bellwether_http_requests_total{method="GET",route="/metrics",status="200"} 1',
    "bellwether_calls_received_total 3",
    "bellwether_calls_stored_total 0",
    "bellwether_calls_duplicate_total 0",
    'bellwether_calls_rejected_total{code="missing_name"} 1',
    "bellwether_calls_dead_total 0",
    "bellwether_calls_waiting 2",
    "bellwether_calls_missing 0",
    "bellwether_journal_bytes 0",
    "bellwether_load_lag_seconds 0",
  ]);
});

test("reading twice counts nothing twice, and names keep to Prometheus' habits", async () => {
  const { app } = await testServer({ access });
  await send(app, "/v1/track", { event: "opened", userId: "u" });
  await app.inject(reading("pipeline"));
  const { body } = await app.inject(reading("pipeline"));
  expect(body).toContain("\nbellwether_calls_received_total 1\n");
  const types = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type]) => ({ name, type }));
  expect(types.length).toBeGreaterThan(10);
  expect(types.filter(({ name, type }) => (type === "counter") !== name.endsWith("_total") || /_(ms|milliseconds|mb|percent)\b/.test(name))).toEqual([]);
});
