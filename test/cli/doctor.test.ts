import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../support/command-line.ts";

test("every setting that would keep a server from starting is named at once", async () => {
  const data = await mkdtemp(join(tmpdir(), "bellwether-doctor-"));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const { out, error, exit } = await commandLine({ data, now: Date.now(), environment: { BELLWETHER_URL: "health", BELLWETHER_JOURNAL_DAYS: "soon", BELLWETHER_KEEP_USAGE: "for long", BELLWETHER_DEDUPLICATION_DAYS: "1" } }, ["doctor"]);
  expect([error, exit]).toEqual(["", 1]);
  for (const name of ["BELLWETHER_URL", "BELLWETHER_JOURNAL_DAYS", "BELLWETHER_KEEP_USAGE", "BELLWETHER_DEDUPLICATION_DAYS"]) expect(out).toContain(`${name}: `);
});
