import { mkdtemp, rm } from "node:fs/promises";
import { readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose/live.ts";
import { checkPack } from "../../src/pack/check.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { runningPack } from "../support/api.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { docBlocks } from "../support/doc-blocks.ts";
import { docCommands } from "../support/doc-commands.ts";
import { keptLog } from "../support/logged.ts";

const page = "docs/guide/plans.md";
const place = { data: "", now: Date.UTC(2026, 2, 1, 10) };
const example = join(repositoryRoot, "examples/three-categories");

beforeAll(async () => {
  place.data = await mkdtemp(join(tmpdir(), "bellwether-guide-"));
  await commandLine(place, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
  await commandLine(place, ["score"]);
}, 120_000);
afterAll(() => rm(place.data, { recursive: true, force: true }));

/** Serves the data directory until the end of the test. */
async function serve(): Promise<void> {
  const data = place.data;
  const live = await startLive(
    {
      directory: data, workspace: "default", clock: () => place.now, report: () => {}, log: keptLog([]), onBroken: () => {},
      openStore: () => openClickHouse({ directory: data }),
      openPostgres: () => openPostgres({ directory: join(data, "postgres") }, () => {}),
      scoring: { running: runningPack(), visibleMs: 0 },
    },
    { host: "127.0.0.1", port: 0 },
  );
  onTestFinished(() => live.stop());
  // After a start the scores are computed first, which a busy machine takes longer for than whoever asks is patient.
  for (let times = 0; times < 20 && (await commandLine(place, ["plans", "list"])).exit !== 0; times += 1);
}

describe("the page", () => {
  test("shows what comes out, command by command", { timeout: 400_000 }, async () => {
    const commands = docCommands(page);
    const shown = docBlocks(page).filter(({ language }) => language === "text").map(({ text }) => text.split("\n").map((line) => line.trimEnd()).filter((line) => line.trim() !== "" && line.trim() !== "…"));
    const outputs: string[] = [];
    for (const [count, { place: where, args }] of commands.entries()) {
      // At first in the databases themselves, then through the process that has them.
      if (count === 1) await serve();
      const { exit, error, out } = await commandLine(place, args);
      expect([where, exit, error]).toEqual([where, 0, ""]);
      outputs.push(out);
    }
    const said = outputs.join("\n").split("\n").map((line) => line.trimEnd());
    if (process.env["SHOW_GUIDE"]) console.log(commands.map(({ args }, at) => `$ ${args.join(" ")}\n${outputs[at]}`).join("\n"));
    expect(shown.flat().length).toBeGreaterThan(20);
    expect(shown.flat().filter((line) => !said.includes(line))).toEqual([]);
    expect(new Set(commands.map(({ args }) => (args[0] === "plans" || args[0] === "goals" ? args.slice(0, 2).join(" ") : args[0])))).toEqual(new Set(["plans show", "plans open", "plans tick", "plans step", "plans review", "plans list", "plans steps", "plans missing", "plans close", "responses", "goals set", "goals list"]));
  });

  test.each(docBlocks(page).filter(({ language }) => language === "yaml"))("$place can stand in a pack, and nothing is to be said about it", ({ text, place: where }) => {
    const files = readdirSync(example).filter((name) => name.endsWith(".yaml") && name !== "plans.yaml").map((path) => ({ path, text: readFileSync(join(example, path), "utf8") }));
    expect(checkPack([...files, { path: where, text }]).problems.map(({ message }) => message)).toEqual([]);
  });
});
