import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { type Socket, connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { freshDirectory } from "../support/journal.ts";
import { pgliteTemplate } from "../support/pglite-template.ts";

/** By then it has to be over; longer where the machine has other things to do. */
const stopMs = Number(process.env["FAULT_STOP_MS"] ?? 10_000);

const root = join(import.meta.dirname, "..", "..");

/** `bellwether serve` as people start it. */
class Server {
  readonly said: string[] = [];
  readonly child: ChildProcess;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    this.child = spawn(process.execPath, [join(root, "src", "main.ts"), "--data", directory, "serve", "--pack", join(root, "examples", "three-categories"), "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", (chunk: Buffer) => this.said.push(chunk.toString("utf8")));
    this.ended = new Promise((resolve) => this.child.once("close", (code: number | null, signal) => resolve(code ?? signal ?? "")));
    onTestFinished(() => void this.child.kill("SIGKILL"));
  }

  get text(): string {
    return this.said.join("");
  }

  /** What follows some words in what it said, once it has said it. */
  async told(words: RegExp): Promise<string> {
    await expect.poll(() => words.exec(this.text)?.[1], { timeout: 60_000 }).toBeDefined();
    return words.exec(this.text)?.[1] as string;
  }
}

interface Busy {
  readonly server: Server;
  readonly acknowledged: ReadonlySet<string>;
  /** Resolves when the listener's stream ends. */
  readonly listened: Promise<void>;
  readonly end: () => void;
}

/** A server under load, with a request whose body never ends and somebody who listens to changes. */
async function busy(): Promise<Busy> {
  const directory = await freshDirectory();
  await (await openPostgres({ directory: join(directory, "postgres"), archive: await pgliteTemplate() }, () => {})).close();
  const server = new Server(directory);
  const [url, key] = [await server.told(/Taking events at (\S+?)\/v1/), await server.told(/first write key, shown only now: (\S+)/)];
  const acknowledged = new Set<string>();
  const until = new AbortController();
  for (let sender = 0; sender < 4; sender += 1) void send({ url, key, name: `s${sender}`, acknowledged, until: until.signal });
  await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(500);
  const { token } = JSON.parse(await readFile(join(server.directory, "live", "control.json"), "utf8")) as { token: string };
  const { ended: listened } = await listen(url, token);
  const slow = slowRequest(new URL(url));
  return { server, acknowledged, listened, end: () => (until.abort(), slow.destroy()) };
}

async function send({ url, key, name, acknowledged, until }: { readonly url: string; readonly key: string; readonly name: string; readonly acknowledged: Set<string>; readonly until: AbortSignal }): Promise<void> {
  for (let index = 0; !until.aborted; index += 1) {
    const ids = Array.from({ length: 20 }, (_, part) => `${name}-${index}-${part}`);
    const batch = ids.map((messageId) => ({ messageId, type: "track", event: "seen", userId: `u${index % 5}`, context: { groupId: `a${index % 30}` } }));
    const answer = await fetch(`${url}/v1/batch`, { method: "POST", body: JSON.stringify({ batch, writeKey: key }), signal: until }).catch(() => undefined);
    if (answer?.status === 200) for (const id of ids) acknowledged.add(id);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Resolves once the stream is open. */
async function listen(url: string, token: string): Promise<{ readonly ended: Promise<void> }> {
  const stream = await fetch(`${url}/api/v1/changes`, { headers: { authorization: `Bearer ${token}` } });
  expect(stream.status).toBe(200);
  return { ended: stream.text().then(() => undefined) };
}

/** Sends a byte every now and then, and never comes to the end. */
function slowRequest({ hostname, port }: URL): Socket {
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write("POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{");
  const timer = setInterval(() => socket.write(" "), 200);
  socket.once("close", () => clearInterval(timer));
  return socket;
}

/** Every acknowledged event is stored once, by the process that ended or by the next start. */
async function expectNothingLost(directory: string, acknowledged: ReadonlySet<string>): Promise<void> {
  const next = new Server(directory);
  const url = await next.told(/Taking events at (\S+?)\/v1/);
  const { token } = JSON.parse(await readFile(join(directory, "live", "control.json"), "utf8")) as { token: string };
  const waiting = async (): Promise<number> => ((await (await fetch(`${url}/api/v1/pipeline`, { headers: { authorization: `Bearer ${token}` } })).json()) as { waiting: number }).waiting;
  await expect.poll(waiting, { timeout: 60_000, interval: 200 }).toBe(0);
  next.child.kill("SIGTERM");
  expect(await next.ended).toBe(0);
  const store = await openClickHouse({ directory });
  const stored = await store.clickHouse.rows<{ message_id: string }>({ name: "stored ids", text: "SELECT message_id FROM events WHERE workspace = 'default'" });
  await store.close();
  const once = new Set(stored.map(({ message_id }) => message_id));
  expect([...acknowledged].filter((id) => !once.has(id)), "lost").toEqual([]);
  expect(stored.length - once.size, "stored twice").toBe(0);
}

test("asked to stop under load, with a request that never ends and a listener, it ends within ten seconds with 0, and nothing is lost", { timeout: 240_000 }, async () => {
  const { server, acknowledged, listened, end } = await busy();
  const asked = performance.now();
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(stopMs);
  await listened;
  end();
  expect(server.text).toContain("Stopping. What was acknowledged is safe.\n");
  expect(server.text).toMatch(/\nStored \d+, duplicate 0, dead 0; \d+ wait for the next start\.\n/);
  await expectNothingLost(server.directory, acknowledged);
});

test("asked twice it ends at once, and nothing is lost either", { timeout: 240_000 }, async () => {
  const { server, acknowledged, end } = await busy();
  server.child.kill("SIGTERM");
  await server.told(/(Stopping)/);
  const asked = performance.now();
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe("SIGKILL");
  // The request that never ends alone would hold it for longer.
  expect(performance.now() - asked).toBeLessThan(3000);
  end();
  expect(server.text).toContain("Ended at once: asked again.");
  await expectNothingLost(server.directory, acknowledged);
});
