import { expect, onTestFinished, test } from "vitest";
import { changeSchema } from "../../src/contract/changes.ts";
import { changesPath } from "../../src/contract/paths.ts";
import { loadPortfolio } from "../../src/engine/portfolio/load.ts";
import { apiServer } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact } from "../support/facts.ts";

const embedded = embeddedStore();
const now = Date.UTC(2026, 0, 10);

test("whoever listens is told of lines that changed in the own workspace, and the stream ends with the server", async () => {
  const [own, other] = [embedded.freshWorkspace(), embedded.freshWorkspace()];
  await embedded.store.log.append(own, [eventFact("1")], "own");
  await embedded.store.log.append(other, [eventFact("2", { account: "globex" })], "other");
  const server = await apiServer(embedded.store, { workspace: own, now, loaded: false });
  onTestFinished(() => server.app.close());
  const url = await server.app.listen({ port: 0 });
  const response = await fetch(`${url}${changesPath}`, { headers: { authorization: `Bearer ${own}:accounts` } });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const ports = { measurer: embedded.store.measurer, accounts: embedded.store.accounts, clock: () => now };
  await loadPortfolio(ports, server.live, other);
  await loadPortfolio(ports, server.live, own);
  if (!response.body) throw new Error("there is no stream");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("event: change")) text += (await reader.read()).value ?? "";
  const [, data = ""] = /^data: (.*)$/m.exec(text) ?? [];
  expect(changeSchema.parse(JSON.parse(data)).rows.map(({ account }) => account)).toEqual(["acme"]);
  await server.app.close();
  let done = false;
  while (!done) ({ done } = await reader.read());
  expect(done).toBe(true);
}, 60_000);
