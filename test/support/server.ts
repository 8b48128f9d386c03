import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import { Intake } from "../../src/engine/conservation.ts";
import type { AppendAnswer, EventJournal, JournalBatch } from "../../src/engine/event-journal.ts";
import { type ReceivedCalls, decodeReceived } from "../../src/engine/received.ts";
import type { KeyRefusal, WriteKey } from "../../src/engine/access/keys.ts";
import { Metrics } from "../../src/server/metrics/metrics.ts";
import { type ServerParts, createServer } from "../../src/server/create-server.ts";
import { noon } from "./received.ts";

/** A journal in memory that answers as it is told. */
export class MemoryJournal implements EventJournal {
  answer: AppendAnswer | Error = "written";
  readonly written: ReceivedCalls[] = [];
  readonly totals = { stored: 0, duplicate: 0, dead: 0, redacted: 0 };
  waiting = 0;

  append(payload: Uint8Array, records: number): Promise<AppendAnswer> {
    if (this.answer instanceof Error) return Promise.reject(this.answer);
    if (this.answer === "written") {
      this.written.push(decodeReceived(payload));
      this.waiting += records;
    }
    return Promise.resolve(this.answer);
  }

  get calls(): Record<string, unknown>[] {
    return this.written.flatMap(({ calls }) => calls.map((call) => JSON.parse(call) as Record<string, unknown>));
  }

  nextBatch(): Promise<JournalBatch | undefined> {
    return Promise.resolve(undefined);
  }

  commit(): Promise<void> {
    return Promise.resolve();
  }

  more(): Promise<void> {
    return new Promise(() => {});
  }
}

const key = (name: string, over: Partial<WriteKey> = {}): [string, WriteKey] => [`${name}-key`, { name, workspace: "acme", acceptsVocabulary: true, ...over }];
const keys = new Map<string, WriteKey | KeyRefusal>([key("server"), key("web", { acceptsVocabulary: false }), ["old-key", "revoked"], ["late-key", "expired"]]);

export interface TestServer {
  readonly app: FastifyInstance;
  readonly journal: MemoryJournal;
  readonly intake: Intake;
  readonly errors: unknown[];
}

/** The server on a journal in memory, at noon, with the keys `server-key`, `web-key`, the revoked `old-key` and the expired `late-key`. For one test. */
export async function testServer(over: Partial<ServerParts> = {}): Promise<TestServer> {
  const server = await openTestServer(over);
  onTestFinished(() => server.app.close());
  return server;
}

/** The same, for whoever closes it. */
export async function openTestServer(over: Partial<ServerParts> = {}): Promise<TestServer> {
  const journal = new MemoryJournal();
  const intake = new Intake(journal);
  const errors: unknown[] = [];
  let unique = 0;
  const app = await createServer({
    journal,
    intake,
    keys: { findWriteKey: (text) => keys.get(text) ?? "unknown" },
    clock: () => noon,
    ids: { digest: (text) => createHash("sha256").update(text).digest("hex").slice(0, 32), unique: () => String((unique += 1)) },
    notReady: () => [],
    metrics: new Metrics(() => Promise.resolve({ calls: intake.read(), rejectedBy: intake.rejectedBy, journalBytes: 0, journalFreeBytes: 0, loadLagSeconds: 0 })),
    access: { readKeys: { findReadKey: () => "unknown" }, sessions: { signedIn: () => Promise.resolve(undefined) } },
    pipeline: { intake: () => Promise.resolve({ calls: intake.read(), rejectedBy: intake.rejectedBy, journalBytes: 0, oldestWaiting: undefined }), store: () => Promise.reject(new Error("this server has no store")), clock: () => noon },
    scores: () => Promise.reject(new Error("this server has no scores")),
    log: (event, fields) => {
      if ((event === "request_failed" || event === "work_stayed") && "error" in fields) errors.push(fields.error);
    },
    ...over,
  });
  return { app, journal, intake, errors };
}

export const basic = (user: string, password = ""): string => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** Sends a body as a library does. */
export function send(app: FastifyInstance, url: string, body: unknown, headers: Record<string, string> = {}) {
  const payload = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return app.inject({ method: "POST", url, payload, headers: { "content-type": "application/json", authorization: basic("server-key"), ...headers } });
}
