import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createClient } from "../../src/contract/client.ts";
import { versionsThrough } from "../../src/engine/definitions/door.ts";
import { readDefinition } from "../../src/engine/definitions/definition.ts";
import type { Transition } from "../../src/engine/evaluate/transition.ts";
import { sha256 } from "../support/definitions.ts";
import { serving } from "../support/served.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 60_000 };

const files = [{ path: "pack.yaml", text: `pack: { id: test, name: Test, timezone: Europe/Berlin, currency: EUR }
metrics:
  views: { kind: count, events: [Report Viewed], window: 7d, owner: product }
  exports: { kind: count, events: [Exported], window: 7d, owner: product }
model:
  bands: { hysteresis: 0 }
  categories:
    product: # what they do
      weight: 1
      metrics:
        views: { weight: 3, scale: { worst: 0, best: 10 } }
        exports: { weight: 1, scale: { worst: 0, best: 10 } }
` }];
const { definition } = readDefinition(files, { number: null, hash: sha256 });
if (!definition) throw new Error("the test's pack is broken");

const { engine, shared, served } = await serving();

test("a server turns to what is published: everybody is scored anew, each change says so, and listeners hear of it", { timeout: 120_000 }, async () => {
  const transitions: Transition[] = [];
  const server = await served(shared, { running: definition, definition, visibleMs: 0, listener: { onTransitions: (those) => transitions.push(...those) } });
  const { token } = JSON.parse(readFileSync(join(server.directory, "live", "control.json"), "utf8")) as { token: string };
  const settings = { baseUrl: server.live.url, fetch, headers: { authorization: `Bearer ${token}` } };
  const [client, door] = [createClient(settings), versionsThrough(settings, createClient(settings))];
  const score = async (): Promise<number | null | undefined> => (await client.listAccounts({})).accounts[0]?.score;

  for (let index = 0; index < 8; index += 1) await server.post("/v1/track", { messageId: `m${index}`, userId: "ann", event: index < 6 ? "Report Viewed" : "Exported", context: { groupId: "acme" } });
  await expect.poll(score, atLast).toBe(50);
  const heard: string[] = [];
  const hangUp = new AbortController();
  const stream = await fetch(`${server.live.url}/api/v1/changes`, { ...settings, signal: hangUp.signal });
  const listening = (async () => {
    for await (const chunk of stream.body ?? []) heard.push(Buffer.from(chunk as Uint8Array).toString());
  })().catch(() => undefined);

  expect(await door.find()).toMatchObject({ about: null, files });
  const preview = await door.preview({ edits: [{ path: ["model", "categories", "product", "metrics", "exports", "weight"], value: 9 }] });
  expect(preview).toMatchObject({ lines: [{ mark: "~", text: "weight of Exports in Product: 1 → 9" }], effect: { kind: "scored", moved: 1, moves: [{ account: "acme", from: "yellow", to: "red", scoreBefore: 50, scoreAfter: 30 }], distribution: { before: { counts: { yellow: 1 } }, after: { counts: { red: 1 } } } } });

  const text = files[0]?.text.replace("exports: { weight: 1", "exports: { weight: 9") ?? "";
  const applied = await door.apply({ files: [{ path: "pack.yaml", text }], version: "", message: "Exports count most", rewritesHistory: false, author: "Ann" });
  expect(applied).toMatchObject({ outcome: "applied", about: { number: 2, author: "Ann", source: "folder" }, meansTheSame: false });
  await expect.poll(score, atLast).toBe(30);
  expect(await client.listVersions({})).toMatchObject({ running: { number: 2, isSwitching: false, problem: null, readOnly: null }, versions: [{ number: 2, message: "Exports count most" }, { number: 1, message: "What was in use before the first change" }] });
  expect((await client.getPack({})).version).toBe(preview.after?.version);
  await expect.poll(() => transitions.at(-1), atLast).toMatchObject({ account: "acme", version: preview.after?.version, from: { score: 50, band: "yellow" }, to: { score: 30, band: "red" }, reason: { main: { cause: "version", points: -20 } } });
  const versions = (): Promise<object[]> => engine.store.clickHouse.rows({ name: "between", text: "SELECT DISTINCT version FROM snapshots_between WHERE workspace = {workspace:String} ORDER BY version", parameters: { workspace: server.workspace } });
  await expect.poll(versions, atLast).toEqual([definition.version, preview.after?.version ?? ""].sort((one, other) => (one < other ? -1 : 1)).map((version) => ({ version })));
  await expect.poll(() => heard.join(""), atLast).toContain(`"version":"${preview.after?.version}"`);
  expect((await client.getHistory({ account: "acme" })).markers).toContainEqual(expect.objectContaining({ kind: "version", from: "1", to: "2", author: "Ann", reason: "Exports count most" }));

  // What comes afterwards is scored by it, too.
  await server.post("/v1/track", { messageId: "late", userId: "ann", event: "Exported", context: { groupId: "acme" } });
  await expect.poll(score, atLast).toBe(37.5);
  hangUp.abort();
  await listening;
  expect(server.said.filter((line) => line.includes("waits"))).toEqual([]);
});
