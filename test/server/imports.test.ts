import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import type { AccessAnswer } from "../../src/contract/access-routes.ts";
import { readControl } from "../../src/storage/control-file.ts";
import { runningPack } from "../support/api.ts";
import { exampleDefinition } from "../support/definitions.ts";
import { exportsOf } from "../support/exports.ts";
import { serving } from "../support/served.ts";

const { served, shared } = await serving();
const scoring = { running: runningPack(), definition: exampleDefinition(), visibleMs: 0 };
const long = { timeout: 120_000 };

type Mapping = AccessAnswer<"getImportMapping">;
type Imports = AccessAnswer<"getImports">;

async function administrator() {
  const { directory, live, ...rest } = await served(shared, scoring);
  const control = await readControl(directory);
  const headers = { authorization: `Bearer ${control?.token}` };
  // oxlint-disable-next-line no-unnecessary-type-parameters -- says what the caller takes the answer for
  const ask = async <T>(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly body: T }> => {
    const answer = await fetch(`${live.url}/api/v1${path}`, { method, headers: { ...headers, ...(body && { "content-type": "application/json" }) }, ...(body && { body: JSON.stringify(body) }) });
    return { status: answer.status, body: (answer.status === 204 ? undefined : await answer.json()) as T };
  };
  const upload = async (name: string, text: string | Uint8Array<ArrayBuffer>, query = ""): Promise<{ readonly status: number; readonly body: { readonly name?: string; readonly detail?: string } }> => {
    const answer = await fetch(`${live.url}/api/v1/imports/files?name=${encodeURIComponent(name)}${query}`, { method: "POST", headers: { ...headers, "content-type": "application/octet-stream" }, body: text });
    return { status: answer.status, body: (await answer.json()) as { name?: string; detail?: string } };
  };
  const uploadAll = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) expect(await upload(name, text)).toEqual({ status: 201, body: { name } });
  };
  const finished = async (): Promise<Imports["runs"][number]> => {
    for (;;) {
      const [run] = (await ask<Imports>("GET", "/imports")).body.runs;
      if (run && run.state !== "running") return run;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { ...rest, directory, live, ask, upload, uploadAll, finished, headers };
}

const files = exportsOf({ accounts: 12, to: new Date().toISOString().slice(0, 10) });

test("files become a mapping, an import, and a scored portfolio; importing them again changes nothing", long, async () => {
  const { ask, uploadAll, finished, headers, live } = await administrator();
  expect((await ask<Mapping>("GET", "/imports/mapping")).body).toMatchObject({ text: "", settings: null, files: [] });
  await uploadAll(files);
  const mapping = (await ask<Mapping>("GET", "/imports/mapping")).body;
  expect(mapping.problems).toEqual([]);
  expect(mapping.files.map(({ file, kinds, rows }) => [file, kinds, rows.length])).toEqual([["accounts.csv", ["accounts"], 5], ["contracts.csv", ["contracts"], 5], ["events.csv", ["events"], 5], ["tickets.csv", ["tickets"], 5], ["users.csv", ["users"], 5]]);
  expect(mapping.files[0]?.fields.find(({ field }) => field === "owner")).toEqual({ field: "owner", written: "csm", column: "csm", isNeeded: false });
  expect(mapping.settings).toEqual({ source: "exports", timezone: "UTC", currency: null });

  expect((await ask("POST", "/imports/runs")).status).toBe(201);
  const run = await finished();
  expect(run).toMatchObject({ state: "done", total: { rejected: 0, duplicate: 0 }, problems: [] });
  expect(run.total?.stored).toBe(run.total?.read);
  await expect.poll(async () => (await ask<{ total: number }>("GET", "/accounts?limit=1")).body.total, { timeout: 30_000 }).toBe(12);

  await ask("POST", "/imports/runs");
  const again = await finished();
  expect(again.total).toMatchObject({ read: run.total?.read, stored: 0, duplicate: run.total?.read, rejected: 0 });
  expect((await fetch(`${live.url}/api/v1/imports/runs/${again.id}/rejects`, { headers })).status).toBe(404);

  const first = (await ask<AccessAnswer<"getFirstDefinition">>("GET", "/first-definition")).body;
  expect(first.metrics.map(({ id, weight }) => [id, weight])).toEqual([["seats_active", 40], ["days_since_use", 30], ["feature_breadth", 20], ["oldest_ticket", 50]]);
  expect(first.scores).toMatchObject({ accounts: 12, unknown: 0, suggested: { kind: "too_few" } });
  expect(first.scores?.points.reduce((sum, count) => sum + count, 0)).toBe(12);
  const { choice } = first;
  const chosen = await ask<AccessAnswer<"getFirstDefinition">>("POST", "/first-definition", { ...choice, weights: { seats_active: 10 }, bands: { redBelow: 30, yellowBelow: 60 } });
  expect(chosen.body.metrics.filter(({ weight }) => weight !== null).map(({ id }) => id)).toEqual(["seats_active"]);
  expect((await ask<AccessAnswer<"getFirstDefinition">>("GET", "/first-definition")).body.choice?.bands).toEqual({ redBelow: 30, yellowBelow: 60 });
  const published = await ask<{ version: { number: number } }>("POST", "/versions", { files: chosen.body.files, message: "The first", author: "ada" });
  expect(published).toMatchObject({ status: 201, body: { version: { source: "folder" } } });
  await expect.poll(async () => (await ask<{ running: { number: number | null } }>("GET", "/versions")).body.running.number, { timeout: 30_000 }).toBe(published.body.version.number);
});

test("what a mapping says is changed piece by piece, and by hand", long, async () => {
  const { ask, uploadAll, upload, finished } = await administrator();
  await uploadAll({ "accounts.csv": files["accounts.csv"] ?? "", "calls.csv": "firm,when_at,kind\nA1,03/04/2026,call\nA2,05/06/2026,call\n" });
  const change = (...edits: readonly object[]) => ask<Mapping>("PATCH", "/imports/mapping", { edits });
  const asked = (await change({ set: "kind", file: "calls.csv", value: "interactions" }, { set: "field", file: "calls.csv", field: "account", value: "firm" }, { set: "field", file: "calls.csv", field: "time", value: "when_at" }, { set: "field", file: "calls.csv", field: "channel", value: "kind" })).body;
  expect(asked.problems.map(({ message }) => message).join()).toContain("does the day or the month come first?");
  const settled = (await change({ set: "dates", file: "calls.csv", value: "day_first" }, { set: "timezone", value: "Europe/Berlin" })).body;
  expect(settled).toMatchObject({ problems: [], settings: { timezone: "Europe/Berlin" } });
  expect(settled.files[1]).toMatchObject({ file: "calls.csv", kinds: ["interactions"], dates: "day_first" });
  await Promise.all([change({ set: "currency", value: "USD" }), change({ set: "source", value: "crm" })]);
  expect((await ask<Mapping>("GET", "/imports/mapping")).body.settings).toEqual({ source: "crm", timezone: "Europe/Berlin", currency: "USD" });
  expect((await change({ set: "field", file: "calls.csv", field: "colour", value: "kind" })).status).toBe(400);
  expect((await change({ set: "kind", file: "calls.csv", value: "nonsense" })).status).toBe(400);

  expect((await ask<Mapping>("PATCH", "/imports/mapping", { text: "files: [" })).body).toMatchObject({ settings: null, problems: [{ place: expect.stringMatching(/^mapping:1:/) }] });
  expect((await ask("POST", "/imports/runs")).status).toBe(201);
  expect(await finished()).toMatchObject({ state: "refused", problems: [{ place: expect.stringMatching(/^mapping:1:/) }] });
  const { body } = await ask<Mapping>("PATCH", "/imports/mapping", { guess: true });
  expect(body.settings?.timezone).toBe("UTC");
  await change({ set: "timezone", value: "Asia/Kolkata" });
  expect((await ask("DELETE", "/imports/files/calls.csv")).status).toBe(204);
  expect((await upload("contracts.csv", files["contracts.csv"] ?? "")).status).toBe(201);
  const more = (await ask<Mapping>("GET", "/imports/mapping")).body;
  expect([more.settings?.timezone, more.problems, more.files.map(({ file, kinds }) => [file, kinds])]).toEqual(["Asia/Kolkata", [], [["accounts.csv", ["accounts"]], ["contracts.csv", ["contracts"]]]]);
  for (const name of ["accounts.csv", "contracts.csv"]) await ask("DELETE", `/imports/files/${name}`);
  await upload("accounts.csv", files["accounts.csv"] ?? "");
  expect((await ask<Mapping>("GET", "/imports/mapping")).body.settings?.timezone).toBe("UTC");
});

test("hostile names stay in their folder; what is no table isn't taken", long, async () => {
  const { upload, ask, directory } = await administrator();
  expect(await upload("../../../escape.csv", "a,b\n1,2\n")).toEqual({ status: 201, body: { name: "escape.csv" } });
  expect(await upload("..\\..\\c:\\x.csv", "a,b\n1,2\n")).toEqual({ status: 201, body: { name: "x.csv" } });
  for (const name of ["shell.sh", "page.html", "a.csv.exe", "..", ".csv"]) expect((await upload(name, "x")).status).toBe(400);
  expect(await readdir(join(directory, "uploads", "exports"))).toEqual(["escape.csv", "x.csv"]);
  expect((await ask("DELETE", `/imports/files/${encodeURIComponent("../runs.json")}`)).status).toBe(404);
});

test("wrong content is told with its file, and doesn't hold up the page", long, async () => {
  const { upload, ask } = await administrator();
  await upload("picture.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]));
  await upload("empty.csv", "");
  await upload("bomb.xlsx", zipOf("xl/worksheets/sheet1.xml", Buffer.alloc(600_000_000)));
  await upload("liar.xlsx", zipOf("xl/worksheets/sheet1.xml", Buffer.alloc(600_000_000), 1000));
  await upload("fake.xlsx", "no workbook");
  const { body } = await ask<Mapping>("GET", "/imports/mapping");
  expect(body.files.map(({ file, problem }) => [file, problem?.message])).toEqual([
    ["bomb.xlsx", expect.stringContaining("too large")],
    ["empty.csv", "is empty"],
    ["fake.xlsx", "is called .xlsx but isn't an Excel workbook"],
    ["liar.xlsx", expect.stringContaining("too large")],
    ["picture.csv", "is a picture, not a table"],
  ]);
});

test("a file comes whole or in parts; parts that don't fit and files that are too large are refused", long, async () => {
  const { upload, directory } = await administrator();
  expect((await upload("big.csv", "a,b\n", "&more=yes")).status).toBe(201);
  expect(await readdir(join(directory, "uploads", "exports"))).toEqual([]);
  expect((await upload("big.csv", "1,2\n", "&offset=3")).status).toBe(409);
  expect((await upload("big.csv", "a,b\n", "&more=yes")).status).toBe(201);
  expect((await upload("big.csv", "1,2\n", "&offset=4")).status).toBe(201);
  expect(await readdir(join(directory, "uploads", "exports"))).toEqual(["big.csv"]);
  expect((await upload("big.csv", "x", "&offset=-1")).status).toBe(400);
});

test("one import at a time, which can be cancelled; the next adds the rest", long, async () => {
  const { ask, upload, uploadAll, finished } = await administrator();
  await uploadAll(exportsOf({ accounts: 300, to: "2026-01-31" }));
  const starts = await Promise.all([ask("POST", "/imports/runs"), ask("POST", "/imports/runs")]);
  expect(new Set(starts.map(({ status }) => status))).toEqual(new Set([201, 409]));
  expect((await upload("more.csv", "a\n1\n")).status).toBe(409);
  expect((await ask("PATCH", "/imports/mapping", { guess: true })).status).toBe(409);
  expect((await ask("DELETE", "/imports/runs/current")).status).toBe(204);
  expect((await finished()).state).toBe("cancelled");
  expect((await ask("DELETE", "/imports/runs/current")).status).toBe(409);
  await ask("POST", "/imports/runs");
  const whole = await finished();
  expect(whole).toMatchObject({ state: "done", total: { rejected: 0 } });
  expect((whole.total?.stored ?? 0) + (whole.total?.duplicate ?? 0)).toBe(whole.total?.read);
});

test("rejected rows are kept to be corrected, as no formula", long, async () => {
  const { ask, uploadAll, finished, headers, live } = await administrator();
  await uploadAll({ "accounts.csv": "account_id,name,signup_date\nA1,One,2026-01-05\nA2,Two,=1+1\n" });
  await ask("PATCH", "/imports/mapping", { edits: [{ set: "kind", file: "accounts.csv", value: "accounts" }, { set: "field", file: "accounts.csv", field: "time", value: "signup_date" }] });
  await ask("POST", "/imports/runs");
  const run = await finished();
  expect(run).toMatchObject({ state: "done", total: { read: 2, stored: 1, rejected: 1 } });
  const rejects = await fetch(`${live.url}/api/v1/imports/runs/${run.id}/rejects`, { headers });
  expect([rejects.headers.get("content-disposition"), (await rejects.text()).split("\n")[1]]).toEqual(['attachment; filename="rejected-rows.csv"', expect.stringMatching(/^accounts.csv,3,signup_date,'=1\+1,/)]);
});

/** An archive of one file, and how long it says that the file is. */
function zipOf(name: string, content: Buffer, told = content.length): Uint8Array<ArrayBuffer> {
  const packed = deflateRawSync(content, { level: 1 });
  const head = (signature: number, more: number): Buffer => {
    const entry = Buffer.alloc(more);
    entry.writeUInt32LE(signature, 0);
    return entry;
  };
  const local = head(0x04034b50, 30);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(told, 22);
  local.writeUInt16LE(name.length, 26);
  const central = head(0x02014b50, 46);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(told, 24);
  central.writeUInt16LE(name.length, 28);
  const end = head(0x06054b50, 22);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Uint8Array.from(Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]));
}

