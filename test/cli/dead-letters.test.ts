import { join } from "node:path";
import { expect, test } from "vitest";
import { FileDeadLetters } from "../../src/storage/dead-letters/file-dead-letters.ts";
import type { DeadLetter } from "../../src/engine/dead-letters.ts";
import { localTime } from "../../src/lib/zone.ts";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory, loadAll, openJournal } from "../support/journal.ts";
import { noon } from "../support/received.ts";

const letter = (id: string, own: Partial<DeadLetter> = {}): DeadLetter => ({
  id, diedAt: noon, code: "unusable", field: "time", reason: "lies more than 24 hours ahead",
  received: { workspace: "default", source: "web", acceptsVocabulary: false, receivedAt: noon, calls: [JSON.stringify({ type: "track", event: `seen ${id}`, messageId: id })] },
  ...own,
});

async function withLetters(...letters: readonly DeadLetter[]) {
  const data = await freshDirectory();
  const file = await FileDeadLetters.open(join(data, "live", "dead-letters.ndjson"));
  await file.add(letters);
  const run = (...args: readonly string[]): ReturnType<typeof commandLine> => commandLine({ data, now: noon }, ["dead-letters", ...args]);
  return { data, file, run };
}

test("lists them while somebody serves, and counts them by code", async () => {
  const { file, run } = await withLetters(letter("a"), letter("b", { code: "refused", field: "", reason: "ClickHouse says no" }));
  const { out } = await run("list");
  expect(out.replaceAll(/ +/g, " ")).toContain(`a ${localTime(noon, "Europe/Berlin")} web unusable time lies more than 24 hours ahead`);
  expect(out).toContain("2 in all: 1 unusable, 1 refused.");
  expect((JSON.parse((await run("list", "--code", "refused", "--json")).out) as DeadLetter[]).map(({ id }) => id)).toEqual(["b"]);
  await file.close();
});

test("sends them again as they were received, once", async () => {
  const { data, file, run } = await withLetters(letter("a"), letter("b"), letter("c", { code: "refused" }));
  await file.close();
  expect((await run("replay", "a", "--code", "refused")).out).toContain("2 sent again");
  expect((await run("replay", "--all")).out).toContain("1 sent again");
  expect((await run("list")).out.trim()).toBe("No dead letters.");
  const { journal } = await openJournal(join(data, "live", "journal"));
  expect((await loadAll(journal)).map((text) => /seen \w/.exec(text)?.[0])).toEqual(["seen a", "seen c", "seen b"]);
  await journal.close();
});

test("gives up what nobody wants, and nothing unless it is said what", async () => {
  const { file, run } = await withLetters(letter("a"), letter("b"));
  await file.close();
  expect(await run("drop")).toMatchObject({ exit: 1, error: expect.stringContaining("--all") as string });
  expect((await run("drop", "a")).out).toContain("1 given up.");
  expect((await run("list", "--json")).out).not.toContain("seen a");
  expect((await run("drop", "a")).out).toContain("0 given up.");
});

test("changes nothing while somebody serves, and says who", async () => {
  const { data, file, run } = await withLetters(letter("a"));
  const { journal } = await openJournal(join(data, "live", "journal"));
  expect(await run("replay", "--all")).toMatchObject({ exit: 1, error: expect.stringMatching(/in use by process/) as string });
  expect((await run("list", "--json")).out).toContain("seen a");
  await journal.close();
  await file.close();
});
