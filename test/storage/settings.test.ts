import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { misspelt, settingNames } from "../../src/compose/setting-names.ts";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";
import { journalFrom } from "../../src/storage/journal/settings.ts";

test("what the environment says of the journal", () => {
  expect(journalFrom({})).toEqual({});
  expect(journalFrom({ BELLWETHER_JOURNAL_DAYS: "30", BELLWETHER_JOURNAL_MB: "1000", BELLWETHER_FREE_MB: "64" })).toEqual({ keepMs: 30 * 86_400_000, maxBytes: 1000 * 1024 * 1024, minFreeBytes: 64 * 1024 * 1024 });
  expect(journalFrom({ BELLWETHER_JOURNAL_DAYS: "0", BELLWETHER_FREE_MB: "" })).toEqual({ keepMs: 0 });
});

test.each([
  [{ BELLWETHER_JOURNAL_DAYS: "a week" }, "BELLWETHER_JOURNAL_DAYS: `a week` is no whole number of days."],
  [{ BELLWETHER_JOURNAL_MB: "100" }, "BELLWETHER_JOURNAL_MB: `100` is no whole number of megabytes from 256 on."],
  [{ BELLWETHER_FREE_MB: "0" }, "BELLWETHER_FREE_MB: `0` is no whole number of megabytes from 1 on."],
])("%j is refused by its name", (environment, message) => {
  expect(() => journalFrom(environment)).toThrow(message);
});

test("a name that is nearly that of a setting is told, and others are nobody's business", () => {
  expect(misspelt({ BELLWETHER_JORNAL_DAYS: "30", BELLWETHER_FORGOTEN: "x", BELLWETHER_WRITE_KEY: "k", BELLWETHER_KEY: "k", PATH: "/" })).toEqual([
    "Nothing reads BELLWETHER_JORNAL_DAYS; did you mean BELLWETHER_JOURNAL_DAYS?",
    "Nothing reads BELLWETHER_FORGOTEN; did you mean BELLWETHER_FORGOTTEN?",
  ]);
});

test("the doctor tells all that is wrong with them at once", async () => {
  const environment = { BELLWETHER_JOURNAL_MB: "12", BELLWETHER_DEDUPLICATION_DAYS: "1", BELLWETHER_KEEP_USAGE: "soon", BELLWETHER_JORNAL_DAYS: "3" };
  const { out, exit } = await commandLine({ data: await freshDirectory(), now: Date.now(), environment }, ["doctor"]);
  expect(exit).toBe(1);
  expect(out.replaceAll(/\s+/g, " ")).toContain("wrong settings BELLWETHER_KEEP_USAGE: `soon` is no length of time such as 400d, 26w or 2y. BELLWETHER_JOURNAL_MB: `12` is no whole number of megabytes from 256 on. BELLWETHER_DEDUPLICATION_DAYS: `1` is no whole number of days from 7 on. Nothing reads BELLWETHER_JORNAL_DAYS; did you mean BELLWETHER_JOURNAL_DAYS?");
});

const textsIn = (folder: string, ending: RegExp): string => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => ending.test(name)).map((name) => readFileSync(join(folder, name), "utf8")).join("\n");

test("every setting that the program reads is among the names, and in a guide", () => {
  const read = new Set(textsIn("src", /(?<!\.test)\.ts$/).match(/\bBELLWETHER_[A-Z_]*[A-Z]\b/g));
  expect([...read].filter((name) => !settingNames.includes(name) && name !== "BELLWETHER_KEEP_RELATIONSHIP")).toEqual([]);
  const guides = textsIn("docs/guide", /\.md$/);
  expect(settingNames.filter((name) => !guides.includes(name) && name !== "BELLWETHER_DEBUG")).toEqual([]);
});
