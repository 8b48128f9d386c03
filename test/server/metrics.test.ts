import { expect, test } from "vitest";
import { Metrics } from "../../src/server/metrics/metrics.ts";
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
    "bellwether_journal_disk_free_bytes 0",
    "bellwether_load_lag_seconds 0",
  ]);
});

interface Family {
  readonly name: string;
  readonly help: string | undefined;
  readonly type: string;
  readonly samples: readonly { readonly name: string; readonly labels: ReadonlyMap<string, string>; readonly value: number }[];
}

/** The text format, read strictly: whatever is no help, type or sample in its place is an error. */
function familiesOf(body: string): Family[] {
  return body.trimEnd().split("\n\n").map((part) => {
    const [help = "", type = "", ...samples] = part.split("\n");
    const [, name = "", text] = /^# HELP (\S+) (.+)$/.exec(help) ?? [];
    const [, typed, kind = ""] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(type) ?? [];
    expect([typed, name], part).toEqual([name || "a line # HELP", name]);
    return { name, help: text, type: kind, samples: samples.map(sampleOf) };
  });
}

function sampleOf(line: string): Family["samples"][number] {
  const [, name = "", labels = "", value] = /^([a-z_0-9]+)(?:\{(.*)\})? (-?[0-9.e+-]+|NaN|\+Inf)$/.exec(line) ?? [];
  expect(name, line).not.toBe("");
  return { name, labels: new Map([...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = "", text = ""]) => [label, text])), value: Number(value) };
}

/** What is wrong with a family by Prometheus' habits. */
function faultsOf({ name, help, type, samples }: Family): string[] {
  const units = /_(ms|milliseconds?|microseconds?|minutes?|hours?|days?|kb|mb|gb|kilobytes|megabytes|percent)(_|$)/;
  return [
    !/^(bellwether|process|nodejs)_[a-z][a-z0-9_]*$/.test(name) && "a name without its prefix",
    (help ?? "").length < 10 && "no help",
    type === "counter" && !name.endsWith("_total") && "a counter that doesn't end in _total",
    type !== "counter" && /_(total|count|sum|bucket)$/.test(name) && "called like a counter",
    units.test(name) && "another unit than seconds, bytes or a share",
    /(lag|duration|time)/.test(name) && !name.includes("seconds") && "a duration that doesn't say seconds",
    samples.some((sample) => sample.name.replace(type === "histogram" ? /_(bucket|sum|count)$/ : /$^/, "") !== name) && "a sample of another name",
    samples.some(({ labels }) => [...labels.keys()].some((label) => !knownLabels.includes(label))) && "a label that nobody has looked at",
    samples.some(({ value }) => Number.isNaN(value)) && "no number",
  ].filter((fault) => fault !== false).map((fault) => `${name}: ${fault}`);
}

/** Labels whose values come from the program: codes, patterns of routes, kinds. A new one has to be judged before it is put here. */
const knownLabels = ["method", "route", "status", "code", "work", "type", "space", "version", "major", "minor", "patch", "kind", "le"];

test("names, types, help, units and labels keep to Prometheus' habits, of the process as well", async () => {
  const metrics = new Metrics(() => Promise.resolve({
    calls: { received: 21, stored: 1, duplicate: 2, rejected: 3, dead: 4, waiting: 5, missing: 6 }, rejectedBy: new Map([["missing_name", 2], ["bad_time", 1]]), journalBytes: 7, journalFreeBytes: 8, loadLagSeconds: 0.5,
    scoring: { waiting: { live: 1, behind: 2, reopened: 3, sweep: 4 }, lagSeconds: 1.5 },
  })).measureProcess();
  metrics.answered({ method: "GET", route: "/api/v1/accounts/:account", status: 200 });
  // The event loop is looked at every ten milliseconds, and anew after each reading; until then nothing is known of it.
  let text = "";
  await expect.poll(async () => (text = await metrics.text()), { interval: 100, timeout: 10_000 }).not.toMatch(/ nan$/im);
  const families = familiesOf(text);
  expect(families.flatMap(faultsOf)).toEqual([]);
  expect(metrics.described().map(({ name }) => name)).toEqual(families.map(({ name }) => name));
  const names = families.map(({ name }) => name);
  for (const name of ["process_cpu_seconds_total", "process_resident_memory_bytes", "nodejs_eventloop_lag_seconds", "nodejs_gc_duration_seconds", "bellwether_load_lag_seconds", "bellwether_scoring_lag_seconds", "bellwether_journal_bytes", "bellwether_journal_disk_free_bytes"]) expect(names).toContain(name);
});

/** What all samples of a name add up to. */
const sumOf = (families: readonly Family[], name: string): number => families.filter((family) => family.name === name).flatMap(({ samples }) => samples).reduce((sum, { value }) => sum + value, 0);

test("calls are conserved at every reading: received is stored, duplicate, rejected, dead, waiting and missing", async () => {
  const { app } = await testServer({ access });
  for (const batch of [[{ type: "track", event: "a", userId: "u" }], [{ type: "track" }, { type: "identify" }, { type: "track", event: "b", userId: "u" }], [{ type: "track", event: "c", userId: "u", messageId: "same" }, { type: "track", event: "c", userId: "u", messageId: "same" }]]) {
    await send(app, "/v1/batch", { batch });
    const families = familiesOf((await app.inject(reading("pipeline"))).body);
    const ends = ["stored_total", "duplicate_total", "rejected_total", "dead_total", "waiting", "missing"].map((end) => sumOf(families, `bellwether_calls_${end}`));
    expect(sumOf(families, "bellwether_calls_received_total")).toBe(ends.reduce((sum, end) => sum + end, 0));
  }
});

test("reading twice counts nothing twice", async () => {
  const { app } = await testServer({ access });
  await send(app, "/v1/track", { event: "opened", userId: "u" });
  await app.inject(reading("pipeline"));
  expect((await app.inject(reading("pipeline"))).body).toContain("\nbellwether_calls_received_total 1\n");
});
