import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreHistory } from "../../src/engine/history.ts";
import { type AccountJourney, type ScoredAccount, scoreNow } from "../../src/engine/score-now.ts";
import type { SnapshotBatch } from "../../src/engine/ports.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import type { Fact } from "../../src/events/fact.ts";
import { type Instant, dayMs, localMidnight } from "../../src/lib/zone.ts";
import { bands } from "../../src/scores/bands.ts";
import { MemoryAccountReader } from "../../src/storage/memory/account-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { journeyFacts, journeyPack, worldBegin, worldDays } from "../support/journey-world.ts";

const scorer = compileScorer(journeyPack);
const zone = journeyPack.pack.timezone;

/** What of a journey is compared: everything but the compiled stages. */
const plain = ({ account, lines }: AccountJourney): object => ({ account, lines: lines.map(({ line, ...at }) => ({ id: line.line.id, ...at })) });

async function journeysAt(facts: readonly Fact[], asOf: Instant): Promise<object[]> {
  const log = new MemoryFactLog();
  await log.append("w", facts, "b");
  const ports = { measurer: new MemoryMeasurer(log), accounts: new MemoryAccountReader(log), snapshots: { write: () => Promise.resolve() } };
  const found: AccountJourney[] = [];
  await scoreNow(ports, { workspace: "w", scorer, version: "v", from: worldBegin, asOf, knownAt: asOf, compareDays: 7, onJourney: (one) => found.push(one) }, () => {});
  return found.map(plain);
}

test("the stage history as of an instant never depends on what happens after it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 10_000 }), fc.integer({ min: 12 * 24, max: worldDays * 24 }), async (seed, hours) => {
      const facts = journeyFacts(`seed ${seed}`, 2);
      const asOf = worldBegin + (hours * dayMs) / 24;
      expect(await journeysAt(facts, asOf)).toEqual(await journeysAt(facts.filter(({ time }) => time < asOf), asOf));
    }),
    { numRuns: 15 },
  );
}, 60_000);

describe("1,000 random accounts", () => {
  const db = embeddedStore();
  const asOf = localMidnight(worldBegin + 60 * dayMs, zone);

  test("have the same stage and score live at a midnight as in their history", async () => {
    const workspace = db.freshWorkspace();
    await db.store.log.append(workspace, journeyFacts("thousand", 1000), "facts");
    const request = { workspace, scorer, version: "v", from: worldBegin, knownAt: asOf };
    const live = await scoreNow({ ...db.store, snapshots: { write: () => Promise.resolve() } }, { ...request, asOf, compareDays: 7 }, () => {});
    const recomputed = new Map<string, string>();
    const write = (batch: SnapshotBatch): Promise<void> => {
      for (let row = 0; row < batch.rows; row += 1) if (batch.asOf[row] === asOf) recomputed.set(batch.accounts[batch.account[row] as number] as string, rowText(batch, row));
      return Promise.resolve();
    };
    await scoreHistory({ ...db.store, snapshots: { write } }, { ...request, to: asOf + 10 * dayMs }, () => {});
    expect(live.length).toBeGreaterThan(700);
    expect(new Set(live.map(({ snapshot }) => snapshot.stage)).size).toBeGreaterThanOrEqual(5);
    expect(new Map(live.map((one) => [one.account, liveText(one)]))).toEqual(recomputed);
  }, 60_000);

  test("go through every kind of move", async () => {
    const workspace = db.freshWorkspace();
    await db.store.log.append(workspace, journeyFacts("thousand", 300), "facts");
    const found: AccountJourney[] = [];
    await scoreNow({ ...db.store, snapshots: { write: () => Promise.resolve() } }, { workspace, scorer, version: "v", from: worldBegin, asOf, knownAt: asOf, compareDays: 7, onJourney: (one) => found.push(one) }, () => {});
    const causes = new Set(found.flatMap(({ lines }) => lines.flatMap(({ state }) => state.moves.map(({ by }) => by))));
    expect([...causes].sort()).toEqual(["criteria", "lost", "person", "returned", "start", "withdrawn"]);
    expect(new Set(found.map(({ lines }) => lines.length))).toEqual(new Set([1, 2]));
    expect(new Set(found.flatMap(({ lines }) => lines.map(({ status }) => status)))).toEqual(new Set(["on_track", "behind", "stuck", null]));
  }, 60_000);
});

const liveText = ({ snapshot }: ScoredAccount): string => `${snapshot.stage ?? ""} ${snapshot.model} ${snapshot.score} ${snapshot.band}`;

function rowText(batch: SnapshotBatch, row: number): string {
  const score = batch.score[row] as number;
  return `${batch.stages[batch.stage[row] as number]} ${batch.models[batch.model[row] as number]} ${Number.isNaN(score) ? null : score} ${bands[batch.band[row] as number]}`;
}
