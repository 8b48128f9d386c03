import { mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Bench, type Figure, rounded } from "./bench.ts";
import { type Sent, requestOf, send } from "./ingest/sending.ts";
import { type Serving, startServing } from "./ingest/serving.ts";

const p99MostMs = 150;

/** A bare loop on the same disk: append what a request holds, `fdatasync`, again. Requests a second. */
async function bareAppends(directory: string, bytes: number, seconds: number): Promise<number> {
  const folder = await mkdtemp(join(directory, "bare-"));
  const file = await open(join(folder, "file"), "w");
  const block = Buffer.alloc(bytes, "x");
  const started = performance.now();
  let appends = 0;
  for (; performance.now() - started < seconds * 1000; appends += 1) {
    await file.write(block, 0, bytes, appends * bytes);
    await file.datasync();
  }
  const perSecond = appends / ((performance.now() - started) / 1000);
  await file.close();
  await rm(folder, { recursive: true });
  return perSecond;
}

interface Shape {
  readonly name: string;
  readonly eventsPerRequest: number;
  readonly connections: number;
  readonly leastEvents: number;
}

const inBatches: Shape = { name: "batches of 100", eventsPerRequest: 100, connections: 20, leastEvents: 20_000 };
const oneByOne: Shape = { name: "single events", eventsPerRequest: 1, connections: 50, leastEvents: 2000 };
const leastStored = 7500;

async function acknowledged(serving: Serving, shape: Shape, seconds: number): Promise<Figure[]> {
  const { port, key } = serving;
  const job = { port, key, connections: shape.connections, eventsPerRequest: shape.eventsPerRequest };
  await send({ ...job, seconds: Math.min(1, seconds), name: `warm-${shape.eventsPerRequest}` });
  const sent = await send({ ...job, seconds, name: `load-${shape.eventsPerRequest}` });
  requireTaken(sent);
  const bare = await bareAppends(serving.directory, requestOf(job, "bare").length, Math.min(2, seconds));
  const events = sent.requestsPerSecond * shape.eventsPerRequest;
  const ratio = `${rounded(sent.requestsPerSecond / bare)} times the requests of a bare append with fdatasync, which did ${rounded(bare, 0)} a second`;
  return [
    { name: `events acknowledged a second, ${shape.name}, two cores with the sender`, value: rounded(events, 0), unit: "1/s", target: `at least ${shape.leastEvents.toLocaleString("en")}`, ok: events >= shape.leastEvents, runs: 1, note: ratio },
    { name: `time until acknowledged, 99th percentile, ${shape.name}`, value: rounded(sent.p99Ms, 1), unit: "ms", target: `under ${p99MostMs}`, ok: sent.p99Ms < p99MostMs, runs: 1, note: `median ${rounded(sent.medianMs, 1)} ms over ${shape.connections} connections` },
  ];
}

function requireTaken({ statuses }: Sent): void {
  const others = [...statuses].filter(([status]) => status !== 200);
  if (others.length > 0) throw new Error(`not every request was taken: ${others.map(([status, count]) => `${count} times ${status}`).join(", ")}`);
}

/** How much is stored in ClickHouse while batches arrive as fast as they can, until nothing waits. */
async function loaded(serving: Serving, work: () => Promise<Figure[]>): Promise<Figure[]> {
  const before = await serving.state();
  const started = performance.now();
  const figures = await work();
  const atEnd = await serving.state();
  let now = atEnd;
  while (now.waiting > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    now = await serving.state();
  }
  if (now.missing !== 0 || now.duplicate !== 0) throw new Error(`something went wrong on the way: ${JSON.stringify(now)}`);
  const stored = now.stored - before.stored;
  const perSecond = stored / ((performance.now() - started) / 1000);
  const cpu = `${rounded((now.cpuMicroseconds - before.cpuMicroseconds) / stored, 1)} microseconds of the process for each event, from its arrival to ClickHouse`;
  return [...figures, { name: "events stored a second while batches arrive as fast as they can", value: rounded(perSecond, 0), unit: "1/s", target: `at least ${leastStored.toLocaleString("en")}: 1.5 times an arrival of 5,000`, ok: perSecond >= leastStored, runs: 1, note: `${cpu}; ${atEnd.waiting.toLocaleString("en")} of ${stored.toLocaleString("en")} were waiting when the last one had arrived` }];
}

const readers = 3;

/** The same while others read all the time, in the same process and on the same cores. */
async function besideReaders(serving: Serving, seconds: number): Promise<Figure[]> {
  const { port, key } = serving;
  await serving.read(readers);
  const figures = await loaded(serving, async () => {
    requireTaken(await send({ port, key, connections: inBatches.connections, eventsPerRequest: inBatches.eventsPerRequest, seconds, name: "beside-readers" }));
    return [];
  });
  const { reads } = await serving.state();
  await serving.read(0);
  if (reads === 0) throw new Error("nobody has read");
  return figures.map((figure) => ({ ...figure, name: `the same beside ${readers} readers, each asking for the users of 50 accounts`, note: `${rounded(reads / seconds, 0)} queries a second meanwhile` }));
}

/** Ten times the connections: nothing but 200 and 429, and memory stays where it was. */
async function overloaded(serving: Serving, seconds: number): Promise<Figure> {
  const { port, key } = serving;
  const sent = await send({ port, key, connections: 200, eventsPerRequest: 100, seconds, name: "overload" });
  const { residentBytes } = await serving.state();
  const others = [...sent.statuses].filter(([status]) => status !== 200 && status !== 429);
  const megabytes = residentBytes / 1024 / 1024;
  const most = 1500;
  return { name: "memory of the process with ten times the connections", value: rounded(megabytes, 0), unit: "MB", target: `under ${most}, nothing but 200 and 429`, ok: others.length === 0 && megabytes < most, runs: 1, note: `${[...sent.statuses].map(([status, count]) => `${count} times ${status}`).join(", ")}; 99th percentile ${rounded(sent.p99Ms, 0)} ms` };
}

export const bench: Bench = {
  async run({ quick }) {
    const seconds = quick ? 2 : 15;
    const serving = await startServing();
    try {
      const batches = await loaded(serving, () => acknowledged(serving, inBatches, seconds));
      const single = await acknowledged(serving, oneByOne, seconds);
      const beside = await besideReaders(serving, seconds);
      return [...batches, ...beside, ...single, await overloaded(serving, quick ? 2 : 8)];
    } finally {
      await serving.stop();
    }
  },
};
