import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { csvSource } from "../../src/connectors/csv/csv-source.ts";
import { importFacts, type ImportSummary, type RejectSink } from "../../src/engine/import.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";

const data = process.env["BELLWETHER_DATASETS"] ?? "../shared/data";
const receivedAt = Date.UTC(2026, 0, 1);
const noRejects: RejectSink = { write: () => Promise.reject(new Error("a row was rejected")), close: () => Promise.resolve(undefined) };

async function importReal(name: string, log: MemoryFactLog, sampleRows?: number): Promise<ImportSummary> {
  const request = { mapping: `examples/${name}/import.yaml`, folder: join(data, name), only: [], receivedAt };
  const prepared = await csvSource.prepare(sampleRows === undefined ? request : { ...request, sampleRows });
  return importFacts({ workspace: "w", prepared, receivedAt, runId: randomUUID() }, { log, rejects: noRejects });
}

describe.skipIf(!existsSync(join(data, "ravenstack")))("RavenStack (skipped where the data isn't: set BELLWETHER_DATASETS)", () => {
  test("every row is kept, and the data's known contradictions are found", async () => {
    const log = new MemoryFactLog();
    const { total, findings } = await importReal("ravenstack", log);
    expect(total).toMatchObject({ read: 33_100, stored: 33_100, duplicate: 0, rejected: 0 });
    const count = (code: string, subject: string): number | undefined => findings.find((finding) => finding.code === code && finding.subject === subject)?.count;
    expect(count("before_contract", "usage")).toBe(19_142);
    expect(count("before_signup", "ticket_opened")).toBe(1_077);
    expect(count("churned_while_running", "outcome_recorded")).toBe(545);
    const facts = log.facts("w").length;
    expect((await importReal("ravenstack", log)).total).toMatchObject({ stored: 0, duplicate: 33_100 });
    expect(log.facts("w")).toHaveLength(facts);
  });
});

describe.skipIf(!existsSync(join(data, "socialnet7")))("socialnet7 (skipped where the data isn't: set BELLWETHER_DATASETS)", () => {
  test("monthly renewals become one contract an account", async () => {
    const log = new MemoryFactLog();
    const { total, findings } = await importReal("socialnet7", log, 10_000);
    expect(total.rejected).toBe(0);
    expect(total.duplicate).toBeGreaterThan(0);
    expect(findings.map(({ code }) => code)).toEqual(["identical_rows"]);
    const contracts = log.facts("w").flatMap((fact) => (fact.type === "event" && fact.name === "contract_changed" ? [fact] : []));
    expect(contracts).toHaveLength(5_582);
    expect(new Set(contracts.map(({ properties }) => `${properties["contract"]} ${properties["start"]}`)).size).toBe(1_470);
  });
});
