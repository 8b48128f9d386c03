import { appendFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { FileJournal } from "../../src/storage/journal/journal.ts";

/**
 * A process to be killed: appends without end and says on its output what was acknowledged, while it loads what it
 * wrote into a file, batch by batch.
 */
const [directory = "", run = ""] = process.argv.slice(2);
const journal = await FileJournal.open({
  directory,
  clock: Date.now,
  report: (finding) => writeSync(1, `${finding.kind === "torn" ? "torn" : "FINDING"} ${JSON.stringify(finding)}\n`),
  onBroken: (error) => {
    throw error;
  },
  settings: { segmentBytes: 20_000, segmentMs: 3_600_000, keepMs: 0, minFreeBytes: 0, batchBytes: 3000 },
});
writeSync(1, "open\n");

async function append(writer: number): Promise<void> {
  for (let index = 0; ; index += 1) {
    const id = `${run}-${writer}-${index}`;
    const answer = await journal.append(Buffer.from(`${id} ${"x".repeat((index * 37) % 500)}`), 1);
    if (answer === "written") writeSync(1, `ack ${id}\n`);
  }
}

async function load(): Promise<void> {
  for (;;) {
    await journal.more();
    const batch = await journal.nextBatch();
    if (batch === undefined) continue;
    const ids = batch.payloads.map((payload) => Buffer.from(payload).toString("latin1").split(" ", 1)[0]);
    appendFileSync(join(directory, "loaded.ndjson"), `${JSON.stringify({ id: batch.id, ids })}\n`);
    await journal.commit(batch, journal.totals);
  }
}

await Promise.all([load(), ...Array.from({ length: 8 }, (_, writer) => append(writer))]);
