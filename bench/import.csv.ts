import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { csvSource } from "../src/connectors/csv/csv-source.ts";
import { importFacts } from "../src/engine/import.ts";
import { type ClickHouseStore, openClickHouse } from "../src/storage/clickhouse/store.ts";
import { datasetFolder, lackingDataset } from "../test/support/datasets.ts";
import { type Bench, type Figure, medianOf, millisecondsOf, peakBytes, processorSeconds, rounded } from "./bench.ts";

const least = 100_000;
const mostGigabytes = 1.2;
const dataset = "socialnet7";
const file = "event.csv.gz";

interface Run {
  readonly rows: number;
  readonly ms: number;
  readonly coreSeconds: number;
  readonly insertMs: number;
  /** Right after the import. */
  readonly peakBytes: number;
}

export const bench: Bench = {
  lacking: () => lackingDataset(dataset),
  async run({ quick }) {
    const directory = await mkdtemp(join(tmpdir(), "bellwether-bench-"));
    const store = await openClickHouse({ directory });
    try {
      const runs: Run[] = [];
      for (let run = 0; run < (quick ? 1 : 5); run += 1) runs.push(await importOnce(store, `run-${run}`));
      // Of the first one alone: what the references and the other workspaces hold is not the import's memory.
      const gigabytes = (runs[0]?.peakBytes ?? 0) / 1e9;
      const parseMs = await millisecondsOf(parseOnly);
      return figures(runs, { gigabytes, parseMs });
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  },
};

/** From the mapping to the last row in the log; then the same rows from one table into another, within the engine. */
async function importOnce({ clickHouse, log }: ClickHouseStore, workspace: string): Promise<Run> {
  const receivedAt = Date.UTC(2026, 0, 1);
  const request = { mapping: join("examples", dataset, "import.yaml"), folder: datasetFolder(dataset), only: [file], receivedAt };
  let rows = 0;
  const before = processorSeconds();
  const ms = await millisecondsOf(async () => {
    const prepared = await csvSource.prepare(request);
    const summary = await importFacts({ workspace, prepared, receivedAt, runId: randomUUID() }, { log, rejects: noRejects });
    rows = summary.total.stored + summary.total.duplicate;
  });
  const coreSeconds = processorSeconds() - before;
  const peak = peakBytes();
  await clickHouse.command({ name: "make room for a copy", text: "CREATE OR REPLACE TABLE bare_events AS events ENGINE = MergeTree ORDER BY tuple()" });
  const insertMs = await millisecondsOf(() =>
    clickHouse.command({ name: "bare insert", text: "INSERT INTO bare_events SELECT * FROM events WHERE workspace = {workspace:String}", parameters: { workspace } }),
  );
  return { rows, ms, coreSeconds, insertMs, peakBytes: peak };
}

const noRejects = {
  write: () => Promise.reject(new Error("a row of the data set was rejected")),
  close: () => Promise.resolve(undefined),
};

/** What reading costs whoever does it: unpack, and split into cells. */
async function parseOnly(): Promise<void> {
  const rows = createReadStream(join(datasetFolder(dataset), file)).pipe(createGunzip()).pipe(parse());
  for await (const row of rows) void row;
}

function figures(runs: readonly Run[], { gigabytes, parseMs }: { gigabytes: number; parseMs: number }): Figure[] {
  const speed = medianOf(runs.map(({ rows, ms }) => (rows / ms) * 1000));
  const over = (reference: (run: Run) => number): number => rounded(medianOf(runs.map((run) => run.ms / reference(run))), 1);
  const perCoreSecond = Math.round(medianOf(runs.map(({ rows, coreSeconds }) => rows / coreSeconds)));
  return [
    {
      name: `rows of ${file} imported per second, of ${runs[0]?.rows.toLocaleString("en")}`,
      value: Math.round(speed),
      unit: "1/s",
      target: `at least ${least.toLocaleString("en")}`,
      ok: speed >= least,
      runs: runs.length,
      note: `${over(() => parseMs)} times unpacking and csv-parse alone, ${over(({ insertMs }) => insertMs)} times a bare insert of the same rows; ${perCoreSecond.toLocaleString("en")} for each second of one core's time`,
    },
    {
      name: "most memory held while importing",
      value: rounded(gigabytes),
      unit: "GB",
      target: `at most ${mostGigabytes}`,
      ok: gigabytes <= mostGigabytes,
      runs: 1,
    },
  ];
}
