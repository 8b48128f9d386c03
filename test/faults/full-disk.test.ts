import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClickHouseStore, openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { eventFact } from "../support/facts.ts";
import { mountSmallDisk } from "../support/small-disk.ts";
import { storedFacts } from "../support/stored-facts.ts";

const diskBytes = 200_000_000;

const disk = mountSmallDisk(diskBytes);
const directory = join(disk?.path ?? "", "data");
const leave = (bytes: number): void => disk?.leave(bytes);

const batch = (name: string): ReturnType<typeof eventFact>[] => Array.from({ length: 20_000 }, (_, index) => eventFact(`${name}-${index}`, { properties: { text: `${name} ${index} ${"x".repeat(200)}` } }));

describe.skipIf(disk === undefined)("a full disk (skipped where a test may not mount a small one)", () => {
  let store: ClickHouseStore;
  beforeAll(async () => {
    store = await openClickHouse({ directory });
  });
  afterAll(async () => {
    await store.close();
    disk?.unmount();
  });

  test.each([9_000_000, 5_000_000, 1_000_000, 300_000, 0])("with %d bytes left stores nothing of a batch, says so, and all of it once there is room", async (bytes) => {
    const [workspace, facts] = [`workspace-${bytes}`, batch(`b${bytes}`)];
    leave(bytes);
    await expect(store.log.append(workspace, facts, "batch")).rejects.toThrow(`The disk of the data directory ${directory} is full. Free some space and run the command again`);
    expect(readdirSync(directory)).toEqual(["clickhouse"]);
    expect(await storedFacts(store.clickHouse, workspace)).toEqual([]);
    // Again, and still no room: now the ids have to be looked up, which needs room too.
    await expect(store.log.append(workspace, facts, "batch")).rejects.toThrow("is full");
    disk?.free();
    expect((await store.log.append(workspace, facts, "batch")).every((byte) => byte === 1)).toBe(true);
    expect(await storedFacts(store.clickHouse, workspace)).toHaveLength(facts.length);
  });

  test("can be opened and read while it is full", async () => {
    await store.log.append("reading", [eventFact("e")], "batch");
    await store.close();
    leave(0);
    store = await openClickHouse({ directory });
    expect(await storedFacts(store.clickHouse, "reading")).toHaveLength(1);
    disk?.free();
    expect([...(await store.log.append("reading", [eventFact("e"), eventFact("f")], "after"))]).toEqual([0, 1]);
  });

  test("a new data directory is refused before anything is made there, and works once there is room", async () => {
    const fresh = join(disk?.path ?? "", "fresh");
    await store.close();
    leave(50_000_000);
    await expect(openClickHouse({ directory: fresh })).rejects.toThrow(/^The disk of the data directory .*fresh has \d+ MB left; 100 MB are needed to set up its tables\./);
    disk?.free();
    rmSync(directory, { recursive: true });
    await (await openClickHouse({ directory: fresh })).close();
    store = await openClickHouse({ directory: fresh });
  });
});
