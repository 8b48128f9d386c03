import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { problemText } from "../../src/cli/problem-text.ts";
import { parsePack } from "../../src/pack/parse.ts";
import { readScenarios } from "../../src/pack/scenarios/read.ts";
import { readPackFolder } from "../../src/cli/pack-folder.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { golden, goldenPath } from "../support/golden.ts";

const folder = relative(repositoryRoot, goldenPath("failing-pack"));
/** How long it took is another on each machine. */
const timeless = (text: string): string => text.replaceAll(/\(\d+\.\d s\)/g, "(0.0 s)").replaceAll(/ time="[\d.]+"/g, ' time="0.000"');

test("what fails, where it is written, what was expected and seen, and why: word for word", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "bellwether-junit-"));
  onTestFinished(() => rmSync(scratch, { recursive: true }));
  const { out, error, exit } = await commandLine({ data: "nowhere", now: 0 }, ["test", folder, "--junit", join(scratch, "junit.xml")]);
  expect([exit, error]).toEqual([1, ""]);
  expect(timeless(out)).toBe(golden("failing-pack.txt", timeless(out)));
  const junit = timeless(readFileSync(join(scratch, "junit.xml"), "utf8"));
  expect(junit).toBe(golden("failing-pack.xml", junit));
}, 60_000);

test("--name plays only some", async () => {
  const { out, exit } = await commandLine({ data: "nowhere", now: 0 }, ["test", folder, "--name", "as EXPECTED"]);
  expect([exit, timeless(out)]).toEqual([0, "A pack whose tests fail: 1 scenario, 1 expectation: all as expected (0.0 s)\n"]);
}, 60_000);

describe("tests that can't be played", () => {
  const { pack } = parsePack(readPackFolder(folder).files);

  test("every message, word for word", () => {
    const from = goldenPath("broken-tests");
    const files = readdirSync(from).sort().map((name) => ({ path: name, text: readFileSync(join(from, name), "utf8") }));
    const text = files.flatMap((file) => readScenarios(file, pack!).problems.map((problem) => problemText(problem, files))).join("\n\n");
    expect(text).toBe(golden("broken-tests.txt", text));
  });

  test.each([
    ["a folder without tests", [goldenPath("broken-pack")], 2, "so nothing was scored."],
    ["a pack that isn't there", ["nowhere"], 2, "The pack nowhere has 1 error"],
    ["a name that none has", [folder, "--name", "moon"], 2, "No scenario of test/golden/failing-pack has `moon` in its name."],
  ])("%s ends with 2", async (_name, args, code, message) => {
    const { error, exit } = await commandLine({ data: "nowhere", now: 0 }, ["test", ...args]);
    expect([exit, error]).toEqual([code, expect.stringContaining(message)]);
  });
});
