import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";
import { noLog } from "../support/logged.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

const archive = await pgliteTemplate();
const now = Date.UTC(2026, 2, 1);

test("who has forgotten a password gets another one on the server's machine, and from nobody elsewhere", { timeout: 120_000 }, async () => {
  const data = await freshDirectory();
  const run = (email: string) => commandLine({ data, now }, ["password", email]);
  expect((await run("ann@acme.example")).error).toContain(`Nothing serves ${data}. Start \`bellwether serve\` on it`);

  const said: string[] = [];
  const live = await startLive(
    { directory: data, workspace: "default", clock: () => now, openStore: () => Promise.reject(new Error("no ClickHouse here")), openPostgres: () => openPostgres({ directory: join(data, "postgres"), archive }, () => {}), report: (line) => said.push(line), log: noLog, onBroken: () => {} },
    { host: "127.0.0.1", port: 0 },
  );
  onTestFinished(() => live.stop());
  const ask = (path: string, { body, cookie, method = body ? "POST" : "GET" }: { readonly body?: object; readonly cookie?: string; readonly method?: string } = {}) =>
    fetch(`${live.url}/api/v1/${path}`, { method, headers: { origin: live.url, ...(cookie !== undefined && { cookie }), ...(body && { "content-type": "application/json" }) }, ...(body && { body: JSON.stringify(body) }) });
  const token = /#(.+)$/.exec(said.find((line) => line.startsWith("become the first administrator")) ?? "")?.[1];
  const entered = await ask("setup", { body: { token, email: "ann@acme.example", name: "Ann", password: "correct horse battery" } });
  const cookie = entered.headers.getSetCookie().map((one) => one.split(";", 1)[0]).join("; ");
  const { teammate } = (await entered.json()) as { teammate: { id: string } };

  const signIn = async (password: string): Promise<number> => (await ask("session", { body: { email: "ann@acme.example", password } })).status;
  expect(await (await ask(`teammates/${teammate.id}/password`, { cookie, method: "POST" })).json()).toMatchObject({ status: 403, code: "forbidden" });
  expect(await signIn("correct horse battery")).toBe(200);
  expect(await run("eve@acme.example")).toEqual({ out: "", exit: 1, error: "There is no teammate eve@acme.example. There are: ann@acme.example (administrator).\n" });

  const { exit, out } = await run(" Ann@Acme.example");
  expect(exit).toBe(0);
  expect((await ask("session", { cookie })).status).toBe(401);
  expect([await signIn("correct horse battery"), await signIn(out.trim())]).toEqual([401, 200]);
});
