import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import type { Role } from "../../src/contract/access.ts";
import type { Teammate } from "../../src/engine/access/principal.ts";
import { Scores } from "../../src/engine/answers/scores.ts";
import { readCalls } from "../../src/engine/load-batch.ts";
import { loadPortfolio } from "../../src/engine/portfolio/load.ts";
import { LivePortfolio } from "../../src/engine/portfolio/live-portfolio.ts";
import { encodeReceived } from "../../src/engine/received.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { Forgotten, type Tombstone } from "../../src/engine/forget/tombstone.ts";
import type { OpenWork } from "../../src/engine/ports.ts";
import type { Fact } from "../../src/events/fact.ts";
import type { Subject } from "../../src/events/subject.ts";
import type { Instant } from "../../src/lib/zone.ts";
import type { Pack } from "../../src/pack/schema.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { openTestServer } from "./server.ts";

const names = { viewer: "Vi Ewer", csm: "Ann Lee", manager: "Mo Nager", administrator: "Ada Lind" };
const teammate = (role: Role, workspace: string): Teammate => ({ id: role, workspace, email: `${role}@acme.example`, name: names[role], role, books: [role] });

export interface RecordingOptions {
  readonly workspace: string;
  readonly now: Instant;
  readonly pack: Pack;
  readonly facts: readonly Fact[];
  readonly openWork?: OpenWork;
  /** Accounts that are forgotten. */
  readonly forgotten?: readonly string[];
  readonly forgottenUsers?: readonly string[];
}

async function forgetting(workspace: string, subjects: readonly Subject[]): Promise<Forgotten> {
  let kept: readonly Tombstone[] = [];
  const forgotten = new Forgotten({ list: () => kept, put: (more) => Promise.resolve(void (kept = [...kept, ...more])) }, { digest: (text) => text, secret: () => "salt" });
  await forgotten.add(workspace, subjects, 0);
  return forgotten;
}

/** The server over a store with some facts, whose journal is loaded when the test says so. A cookie is a role; the key `record` may record. */
export async function recording(store: ClickHouseStore, { workspace, now, pack, facts, openWork, forgotten = [], forgottenUsers = [] }: RecordingOptions) {
  await store.log.append(workspace, facts, `facts of ${workspace}`);
  const clock = { now };
  const live = new LivePortfolio({ pack, version: "v1", scorer: compileScorer(pack) });
  const ports = { ...store, clock: () => clock.now };
  await loadPortfolio(ports, live, workspace);
  const scores = new Scores(ports, live);
  const plans = new MemoryPlanStore();
  const server = await openTestServer({
    scores: () => Promise.resolve(scores),
    clock: () => clock.now,
    access: {
      readKeys: { findReadKey: (text) => (text === "record" || text === "accounts" ? { name: `the ${text} key`, workspace, scopes: [text] } : text === "both" ? { name: "the desk", workspace, scopes: ["record", "accounts"] } : "unknown") },
      sessions: { signedIn: (role) => Promise.resolve(teammate(role as Role, workspace)) },
    },
    team: { teammates: () => Promise.resolve((["csm", "manager", "administrator"] as const).map((role) => teammate(role, workspace))) },
    plans: { store: plans, goals: new MemoryGoalStore(), views: new MemoryViewStore(), clock: () => clock.now, uniqueId: randomUUID },
    ...(openWork && { openWork }),
    forgotten: await forgetting(workspace, [...forgotten.map((id) => ({ kind: "account", id }) as const), ...forgottenUsers.map((id) => ({ kind: "user", id }) as const)]),
  });
  onTestFinished(() => server.app.close());
  let loaded = 0;
  /** Moves what is in the journal to the log, and scores everybody anew. */
  const load = async (): Promise<void> => {
    const payloads = server.journal.written.slice(loaded).map(encodeReceived);
    loaded += payloads.length;
    clock.now += 1000;
    const calls = [...readCalls({ id: "b", from: 0, until: 0, payloads, records: payloads.length }).values()].flat();
    const said = calls.flatMap((call) => (call.kind === "facts" ? call.facts.map((fact): Fact => (fact.type === "event" ? { ...fact, account: call.claim.account, attribution: "explicit" } : fact)) : []));
    if (calls.some(({ kind }) => kind !== "facts")) throw new Error("something of the journal can't be loaded");
    if (said.length > 0) await store.log.append(workspace, said, `batch ${loaded} of ${workspace}`);
    await loadPortfolio(ports, live, workspace);
  };
  const ask = async (method: "GET" | "POST" | "DELETE", path: string, { as = "csm", key, body }: { readonly as?: Role | "key"; readonly key?: string; readonly body?: object } = {}) => {
    const who = as === "key" ? { authorization: "Bearer record" } : { cookie: as };
    const answer = await server.app.inject({ method, url: `/api/v1${path}`, headers: { ...who, ...(key !== undefined && { "idempotency-key": key }) }, ...(body && { payload: body }) });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };
  return { ...server, ask, load, clock, scores, live, plans };
}
