import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Intake } from "../../src/engine/conservation.ts";
import { type DeadLetter, replayDeadLetters } from "../../src/engine/dead-letters.ts";
import { LoadLoop } from "../../src/engine/load-loop.ts";
import { Loader } from "../../src/engine/loader.ts";
import { type FactLog, FactsRefused } from "../../src/engine/ports.ts";
import type { EventFact } from "../../src/events/fact.ts";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { freshDirectory, openJournal } from "../support/journal.ts";
import { group, identify, noon, receive, track } from "../support/received.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 20_000 };

async function begun() {
  const directory = await freshDirectory();
  const { journal } = await openJournal(directory);
  const deadLetters = await FileDeadLetters.open(join(directory, "dead-letters.ndjson"));
  onTestFinished(async () => void (await Promise.allSettled([journal.close(), deadLetters.close()])));
  const log = new MemoryFactLog();
  const touched: string[] = [];
  const loader = new Loader({ journal, log, memberships: log, attributed: log, deadLetters, clock: () => noon, onLoaded: ({ workspaces }) => touched.push(...[...workspaces.values()].flatMap(({ accounts }) => [...accounts.keys()])) });
  const loadAll = async (): Promise<void> => {
    while (await loader.loadNext());
  };
  const events = (workspace = "acme"): EventFact[] => log.facts(workspace).filter((fact) => fact.type === "event");
  return { directory, journal, deadLetters, log, loader, loadAll, events, touched };
}

const lettersOf = async (letters: FileDeadLetters): Promise<DeadLetter[]> => Array.fromAsync(letters.list());

describe("loading", () => {
  test("attributes events by what is stated, the context, and the memberships before them", async () => {
    const { journal, loadAll, events, touched } = await begun();
    await receive(journal, [
      track("u", "before"),
      group("u", "first"),
      track("u", "member"),
      track("u", "stated", { groupId: "other" }),
      track("u", "context", { context: { groupId: "ctx" } }),
      track("stranger", "nowhere"),
      track("u", "by a server", { context: { active: false } }),
    ]);
    await loadAll();
    expect(events().map(({ name, account, attribution, user }) => [name, account, attribution, user])).toEqual([
      ["before", "first", "membership", "u"],
      ["member", "first", "membership", "u"],
      ["stated", "other", "explicit", "u"],
      ["context", "ctx", "group", "u"],
      ["nowhere", "", "none", "stranger"],
      ["by a server", "first", "membership", ""],
    ]);
    expect(new Set(touched)).toEqual(new Set(["first", "other", "ctx"]));
  });

  test("sets aside what the log refuses, and stores everything around it", async () => {
    const { journal, deadLetters, log, events } = await begun();
    const batches: number[] = [];
    const picky: FactLog = {
      append: (workspace, facts, batchId) => {
        batches.push(facts.length);
        if (facts.some((fact) => "name" in fact && fact.name.startsWith("poison"))) return Promise.reject(new FactsRefused("poison is not taken"));
        return log.append(workspace, facts, batchId);
      },
    };
    const loader = new Loader({ journal, log: picky, memberships: log, attributed: log, deadLetters, clock: () => noon });
    const names = Array.from({ length: 40 }, (_, index) => (index === 7 || index === 31 ? `poison ${index}` : `view ${index}`));
    await receive(journal, names.map((name) => track("u", name)));
    await loader.loadNext();
    expect(events().map(({ name }) => name)).toEqual(names.filter((name) => name.startsWith("view")));
    expect((await lettersOf(deadLetters)).map(({ code, reason, received }) => [code, reason, (JSON.parse(received.calls[0] as string) as { event: string }).event])).toEqual([
      ["refused", "poison is not taken", "poison 7"],
      ["refused", "poison is not taken", "poison 31"],
    ]);
    expect(journal.totals).toEqual({ stored: 38, duplicate: 0, dead: 2, redacted: 0 });
    expect(batches.length, "halves of halves, not one by one").toBeLessThan(30);
  });

  test("what is given up is no dead letter any more, and its content is gone", async () => {
    const { directory, journal, deadLetters, loadAll } = await begun();
    await receive(journal, [track("u", "early", { timestamp: "2100-01-01T00:00:00Z" }), track("u", "also early", { timestamp: "2100-01-01T00:00:00Z" })]);
    await loadAll();
    const [first] = await lettersOf(deadLetters);
    await deadLetters.drop([(first as DeadLetter).id]);
    expect((await lettersOf(deadLetters)).map(({ id }) => id)).toEqual([expect.not.stringContaining((first as DeadLetter).id)]);
    expect(readFileSync(join(directory, "dead-letters.ndjson"), "utf8")).not.toContain('\\"early\\"');
    await deadLetters.add([first as DeadLetter]);
    expect(await lettersOf(deadLetters)).toHaveLength(1);
  });

  test("keeps workspaces apart", async () => {
    const { journal, loadAll, events } = await begun();
    await receive(journal, [group("u", "a")]);
    await receive(journal, [track("u", "x", { messageId: "same" })], { workspace: "other" });
    await receive(journal, [track("u", "x", { messageId: "same" })]);
    await loadAll();
    expect([events().map(({ account }) => account), events("other").map(({ account }) => account)]).toEqual([["a"], [""]]);
  });

  test("a duplicate changes nothing, whatever else it says: the first call wins as a whole", async () => {
    const { journal, loadAll, log } = await begun();
    await receive(journal, [group("u", "a", { messageId: "g", traits: { plan: "pro" } }), track("u", "x", { messageId: "t" })]);
    await loadAll();
    const before = structuredClone(log.facts("acme"));
    await receive(journal, [group("u", "b", { messageId: "g", traits: { plan: "free", seats: 5, extra: 1 } }), track("u", "y", { messageId: "t", properties: { a: 1 } })], { receivedAt: noon + 5000 });
    await loadAll();
    expect(log.facts("acme")).toEqual(before);
    expect(journal.totals).toEqual({ stored: 2, duplicate: 2, dead: 0, redacted: 0 });
    await receive(journal, [track("u", "z")]);
    await loadAll();
    expect(log.facts("acme").at(-1)).toMatchObject({ account: "a" });
  });

  test("received = stored + duplicate + rejected + dead + waiting, at every moment", async () => {
    const { journal, loader, directory, deadLetters } = await begun();
    const intake = new Intake(journal);
    const balanced = (): void => expect(intake.read().missing).toBe(0);
    for (let index = 0; index < 5; index += 1) {
      await receive(journal, [track("u", "x", { messageId: `t${index % 3}` }), identify("u", { n: index }), track("u", "late", { timestamp: "2027-01-01T00:00:00Z" })]);
      intake.accepted(3);
      intake.rejected("missing_name");
      balanced();
      if (index % 2 === 1) await loader.loadNext();
      balanced();
    }
    expect(intake.read()).toEqual({ received: 20, stored: 7, duplicate: 1, rejected: 5, dead: 4, waiting: 3, missing: 0 });
    await journal.close();
    const again = await openJournal(directory);
    expect(new Intake(again.journal).read()).toEqual({ received: 15, stored: 7, duplicate: 1, rejected: 0, dead: 4, waiting: 3, missing: 0 });
    expect(deadLetters.size).toBe(4);
    await again.journal.close();
  });
});

describe("dead letters", () => {
  test("a time more than a day ahead, with the reason, surviving the process", async () => {
    const { journal, loadAll, deadLetters, directory, log } = await begun();
    await receive(journal, [track("u", "far\u2028off", { messageId: "t", timestamp: "2026-03-02T12:00:00.001Z" }), track("u", "near", { timestamp: "2026-03-02T12:00:00.000Z" })]);
    await loadAll();
    expect(await lettersOf(deadLetters)).toMatchObject([{ code: "unusable", field: "time", reason: expect.stringMatching(/24 hours/), received: { workspace: "acme", source: "web", receivedAt: noon } }]);
    expect(log.facts("acme")).toMatchObject([{ name: "near" }]);
    await deadLetters.close();
    const again = await FileDeadLetters.open(join(directory, "dead-letters.ndjson"));
    expect(await lettersOf(again)).toMatchObject([{ received: { calls: [expect.stringContaining("far\u2028off")] } }]);
    await again.close();
  });

  test("a letter of the same batch is kept once; a replayed one goes through the journal, and dies anew if it must", async () => {
    const { journal, loadAll, deadLetters } = await begun();
    await receive(journal, [track("u", "far", { timestamp: "2027-01-01T00:00:00Z" })]);
    await loadAll();
    const [letter] = await lettersOf(deadLetters);
    await deadLetters.add([letter!]);
    expect(await replayDeadLetters(deadLetters, journal, () => false)).toEqual({ replayed: 0, isFull: false });
    expect(await replayDeadLetters(deadLetters, journal, () => true)).toEqual({ replayed: 1, isFull: false });
    expect(await lettersOf(deadLetters)).toEqual([]);
    expect(journal.waiting).toBe(1);
    await loadAll();
    expect((await lettersOf(deadLetters)).map(({ id }) => id)).not.toEqual([letter!.id]);
    expect(deadLetters.size).toBe(1);
  });

  test("a replayed letter that can be stored by then is stored", async () => {
    const { journal, loadAll, deadLetters, events } = await begun();
    await receive(journal, [track("u", "pulse_set", { groupId: "a", properties: { band: "red", author: "kim" } })], { acceptsVocabulary: false });
    await loadAll();
    const [letter] = await lettersOf(deadLetters);
    expect(letter).toMatchObject({ code: "vocabulary_not_allowed" });
    await deadLetters.add([{ ...letter!, id: "allowed", received: { ...letter!.received, acceptsVocabulary: true } }]);
    await replayDeadLetters(deadLetters, journal, ({ id }) => id === "allowed");
    await loadAll();
    expect(events()).toMatchObject([{ name: "pulse_set", account: "a" }]);
  });

  test("a line that a crash cut short is left out, and the next one is whole", async () => {
    const { directory, deadLetters, journal, loadAll } = await begun();
    const path = join(directory, "dead-letters.ndjson");
    const { appendFile } = await import("node:fs/promises");
    await receive(journal, [track("u", "far", { timestamp: "2027-01-01T00:00:00Z" })]);
    await loadAll();
    const [letter] = await lettersOf(deadLetters);
    await deadLetters.close();
    await appendFile(path, '{"id":"torn","died');
    const again = await FileDeadLetters.open(path);
    await again.add([{ ...letter!, id: "next" }]);
    expect((await lettersOf(again)).map(({ id }) => id)).toEqual([letter!.id, "next"]);
    await again.close();
  });
});

describe("the loop", () => {
  test("loads what arrives, goes on after the log was away, and stops after the batch at hand", async () => {
    const { journal, log, deadLetters } = await begun();
    let failures = 3;
    const problems: unknown[] = [];
    const flaky: FactLog = { append: (...args) => (failures-- > 0 ? Promise.reject(new Error("away")) : log.append(...args)) };
    const loader = new Loader({ journal, log: flaky, memberships: log, attributed: log, deadLetters, clock: () => noon });
    const loop = new LoadLoop({ loader, journal, sleep: () => new Promise(setImmediate), onProblem: (error) => problems.push(error) });
    await receive(journal, [track("u", "a")]);
    await expect.poll(() => journal.waiting, atLast).toBe(0);
    await receive(journal, [track("u", "b")]);
    await expect.poll(() => log.facts("acme").length, atLast).toBe(2);
    await loop.stop();
    await receive(journal, [track("u", "c")]);
    expect(journal.waiting).toBe(1);
    expect(problems).toHaveLength(3);
  });
});
