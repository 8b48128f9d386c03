import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshDirectory, loadAll, openJournal } from "../support/journal.ts";

const cycles = Number(process.env["FAULT_CYCLES"] ?? 10);

/** Runs the process until a random moment after its start, and kills it. What it said is the ledger. */
async function runAndKill(directory: string, run: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "journal.child.ts"), directory, String(run)], { stdio: ["ignore", "pipe", "inherit"] });
  const said: Buffer[] = [];
  let isOpen = false;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.stdout.on("data", (chunk: Buffer) => {
    said.push(chunk);
    if (isOpen) return;
    isOpen = true;
    setTimeout(() => child.kill("SIGKILL"), Math.random() * 150);
  });
  await ended;
  // The last line may have been cut short.
  return Buffer.concat(said).toString("utf8").split("\n").slice(0, -1);
}

test(`${cycles} times kill -9 under load: nothing that was acknowledged is lost, nothing is loaded as two batches`, { timeout: 60_000 + cycles * 2000 }, async () => {
  const directory = await freshDirectory();
  const acknowledged = new Set<string>();
  for (let run = 0; run < cycles; run += 1) {
    const lines = await runAndKill(directory, run);
    expect(lines.filter((line) => !/^(?:ack|open|torn)/.test(line))).toEqual([]);
    expect(lines).toContain("open");
    for (const line of lines) if (line.startsWith("ack ")) acknowledged.add(line.slice(4));
  }
  const { journal, findings } = await openJournal(directory, { settings: { batchBytes: 3000 } });
  expect(findings.filter(({ kind }) => kind !== "torn")).toEqual([]);
  const batches = existsSync(join(directory, "loaded.ndjson")) ? loadedBatches(directory) : new Map<string, string>();
  const interrupted = await journal.nextBatch();
  if (interrupted) batches.set(interrupted.id, JSON.stringify(interrupted.payloads.map((payload) => Buffer.from(payload).toString("latin1").split(" ", 1)[0])));
  const rest = (await loadAll(journal)).map((text) => text.split(" ", 1)[0] as string);
  const loaded = [...[...batches.values()].flatMap((ids) => JSON.parse(ids) as string[]), ...rest.slice(interrupted?.payloads.length ?? 0)];
  const once = new Set(loaded);
  expect([...acknowledged].filter((id) => !once.has(id)), "lost").toEqual([]);
  expect(loaded.length - once.size, "loaded twice").toBe(0);
  expect(acknowledged.size, "enough load to mean something").toBeGreaterThan(cycles * 5);
  await journal.close();
});

/** Batches that were written down, each once: one that was interrupted must have come again the same. */
function loadedBatches(directory: string): Map<string, string> {
  const batches = new Map<string, string>();
  for (const line of readFileSync(join(directory, "loaded.ndjson"), "utf8").split("\n").filter((text) => text.endsWith("}"))) {
    const { id, ids } = JSON.parse(line) as { readonly id: string; readonly ids: readonly string[] };
    const before = batches.get(id);
    if (before !== undefined) expect(JSON.stringify(ids)).toBe(before);
    batches.set(id, JSON.stringify(ids));
  }
  return batches;
}
