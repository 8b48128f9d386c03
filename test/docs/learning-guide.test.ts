import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { docCommands } from "../support/doc-commands.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-learning-"));
});
afterAll(async () => {
  process.chdir(repositoryRoot);
  await rm(folder, { recursive: true });
});

test("every command of the guide works, in the order of the page, and says what the page says it does", async () => {
  const commands = docCommands("docs/guide/learning.md").filter(({ program }) => program === "bellwether");
  process.chdir(folder);
  const printed = new Map<string, string>();
  for (const { place, args } of commands) {
    const words = args.map((word) => (word.startsWith("examples/") ? join(repositoryRoot, word) : word));
    const { exit, out, error } = await commandLine({ data: join(folder, "data"), now: Date.UTC(2026, 5, 2) }, words);
    expect(exit, `${place}\n${out}${error}`).toBe(0);
    printed.set(args.slice(0, 2).join(" "), (printed.get(args.slice(0, 2).join(" ")) ?? "") + out);
  }
  expect(printed.get("learn outcomes")).toContain("Outcomes: ");
  expect(printed.get("learn won-lost")).toMatch(/told consistently who would leave/);
  expect(printed.get("learn won-lost")).toMatch(/Time to value: .*\nReached: \d+ of \d+/);
  expect(printed.get("learn backtest")).toMatch(/^Three categories: 400 accounts, \d+ weeks: predicts/);
  expect(printed.get("learn backtest")).toContain("it is judged from that day on");
  expect(printed.get("learn calibration")).toMatch(/Lost within 90 days: \d+ of/);
  expect(printed.get("learn likelihood")).toMatch(/Hazel Birch Inns +\d+ % \(\d+ % to \d+ %\) likely to be lost within 90 days/);
  expect(printed.get("learn likelihood")).toContain("worth asking for a reference");
  expect(printed.get("learn suggest")).toContain("Written into suggested");
  const page = await readFile(join(folder, "reviewed/review.html"), "utf8");
  expect(page).toContain("<h2>People and the model</h2>");
  expect(page).not.toContain("<script");
}, 900_000);
