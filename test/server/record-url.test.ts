import { expect, test } from "vitest";
import { commandLine } from "../support/command-line.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { judgedAccount, judgedNow, judgedPack, recordedBefore } from "../support/judged-world.ts";
import { recording } from "../support/recording.ts";

const embedded = embeddedStore();

test("record, due and disagreements through a server elsewhere", { timeout: 120_000 }, async () => {
  const facts = [...judgedAccount("acme", 9, "ann"), ...judgedAccount("globex", 1, "bob"), recordedBefore(20, "acme", "pulse_set", { band: "red", reason: "the sponsor left" })];
  const { app, journal, load } = await recording(embedded.store, { workspace: embedded.freshWorkspace(), now: judgedNow, pack: judgedPack, facts });
  const url = await app.listen({ port: 0 });
  const run = (key: string, ...args: string[]) => commandLine({ data: "nowhere", now: judgedNow, environment: { BELLWETHER_KEY: key } }, [...args, "--url", url]);

  const noted = await run("both", "record", "note", "acme", "Prefers mornings.");
  expect([noted.exit, noted.error]).toEqual([0, ""]);
  expect(journal.calls).toMatchObject([{ event: "note_written", groupId: "acme", properties: { text: "Prefers mornings.", author: "the desk" } }]);
  const named = await run("both", "record", "role", "acme", "acme ann", "Executive sponsor");
  expect([named.exit, named.error, named.out]).toEqual([0, "", expect.stringContaining("acme ann is Executive sponsor") as string]);
  expect(journal.calls.at(-1)).toMatchObject({ type: "identify", userId: "acme ann", traits: { role: "executive_sponsor", role_author: "the desk" } });
  expect(await run("both", "record", "role", "acme", "globex ann", "champion")).toMatchObject({ exit: 1, error: expect.stringContaining("no user `globex ann`") as string });
  expect(await run("both", "record", "role", "acme", "acme ann")).toMatchObject({ exit: 1, error: expect.stringContaining("Write a role, or --none") as string });
  await load();
  const due = await run("accounts", "due", "--json");
  expect([due.exit, due.error]).toEqual([0, ""]);
  expect(due.out).toContain("globex");
  const disagreed = await run("accounts", "disagreements");
  expect([disagreed.exit, disagreed.error]).toEqual([0, ""]);
  expect(disagreed.out).toContain("acme");
  // Each key opens what it was made for.
  expect(await run("accounts", "record", "note", "acme", "t")).toMatchObject({ exit: 1, out: "" });
  expect(await run("nothing", "due")).toMatchObject({ exit: 1, error: expect.stringContaining("BELLWETHER_KEY") as string });
});
