import { randomBytes, randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openAnswers } from "./compose-answers.ts";
import type { RunningServer, ServeOptions } from "./cli/serve.ts";
import { keepKeysFresh, openServingAccess, secret, sha256 } from "./compose-access.ts";
import { Intake } from "./engine/conservation.ts";
import type { RunningPack } from "./engine/evaluate/standings.ts";
import { LoadLoop } from "./engine/load-loop.ts";
import { type LoadedBatch, Loader } from "./engine/loader.ts";
import type { AttributedEvents } from "./engine/late-memberships.ts";
import type { FactLog, MembershipReader } from "./engine/ports.ts";
import { createServer } from "./server/create-server.ts";
import { ClickHouseAttributedEvents } from "./storage/clickhouse/attributed-events.ts";
import { ClickHouseMembershipReader } from "./storage/clickhouse/membership-reader.ts";
import type { ClickHouseStore } from "./storage/clickhouse/store.ts";
import { FileDeadLetters } from "./storage/dead-letters/file-dead-letters.ts";
import { FileJournal } from "./storage/journal/journal.ts";
import { writeControl } from "./storage/control-file.ts";
import type { PostgresDatabase } from "./storage/postgres/database.ts";

export interface LiveParts {
  /** The data directory; everything that serving keeps itself lies in `live` within. */
  readonly directory: string;
  readonly workspace: string;
  /** Where the built files of the page lie; without it there are only the APIs. */
  readonly pageDirectory?: string;
  readonly openStore: () => Promise<ClickHouseStore>;
  readonly openPostgres: () => Promise<PostgresDatabase>;
  readonly clock: () => number;
  /** What accounts are scored with; without one there are no scores to ask for. */
  readonly running?: RunningPack;
  /** What people should see, a line each. */
  readonly report: (line: string) => void;
  /** The disk failed: nothing may be acknowledged any more, and the process must end. */
  readonly onBroken: (error: Error) => void;
  readonly onLoaded?: (loaded: LoadedBatch) => void;
}

/** How long requests that are being answered may take once the process is to stop. */
const graceMs = 4000;

/** Starts everything that takes events and loads them: journal, loader, HTTP. */
export async function startLive(parts: LiveParts, options: Pick<ServeOptions, "host" | "port">): Promise<RunningServer> {
  const { directory, clock, report } = parts;
  const live = join(directory, "live");
  const journal = await FileJournal.open({ directory: join(live, "journal"), clock, report: (finding) => report(`journal: ${JSON.stringify(finding)}`), onBroken: parts.onBroken });
  const access = await openServingAccess({ ...parts, folder: live }).catch(async (error: unknown) => {
    await journal.close();
    throw error;
  });
  const { keys } = access;
  const deadLetters = await FileDeadLetters.open(join(live, "dead-letters.ndjson"));
  const stopKeeping = keepKeysFresh(keys, report);
  const control = { text: secret(), workspace: parts.workspace };
  const intake = new Intake(journal);
  const store = new StoreOnDemand(parts.openStore);
  const onProblem = (error: unknown): void => report(`loading waits: ${messageOf(error)}`);
  const loader = new Loader({ journal, deadLetters, clock, log: store, memberships: store, attributed: store, ...(parts.onLoaded && { onLoaded: parts.onLoaded }) });
  const loop = new LoadLoop({ loader, journal, sleep: (ms) => sleep(ms), onProblem });
  const scores = parts.running && openAnswers({ running: parts.running, workspace: parts.workspace, store: () => store.opened(), clock, report, sleep: (ms) => sleep(ms, undefined, { ref: false }) }).scores;
  const app = await createServer({
    journal,
    intake,
    keys,
    clock,
    ids: { digest: sha256, unique: randomUUID },
    notReady: () => [],
    scores: scores ?? (() => Promise.reject(new Error("there is no pack"))),
    keyRing: keys,
    access: { readKeys: keys, control, sessions: { signedIn: () => Promise.resolve(undefined) } },
    ...(parts.pageDirectory !== undefined && { page: { directory: parts.pageDirectory, nonce: () => randomBytes(16).toString("base64url") } }),
    onError: (error) => report(`request failed: ${messageOf(error)}`),
  });
  const stop = async (): Promise<void> => {
    const hangUp = setTimeout(() => app.server.closeAllConnections(), graceMs);
    await app.close();
    clearTimeout(hangUp);
    await loop.stop();
    await journal.close();
    await deadLetters.close();
    await store.close();
    await stopKeeping();
    await access.database.close();
    await forgetControl();
  };
  let forgetControl = (): Promise<void> => Promise.resolve();
  try {
    await app.listen({ host: options.host, port: options.port });
    forgetControl = await writeControl(directory, { pid: process.pid, url: localUrlOf(app.server.address() as AddressInfo), token: control.text });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(app.server.address() as AddressInfo), read: () => intake.read(), stop };
}

const urlOf = ({ address, port }: AddressInfo): string => `http://${address.includes(":") ? `[${address}]` : address}:${port}`;

/** Where a command on this machine reaches it, also where it listens at every address. */
function localUrlOf({ address, ...rest }: AddressInfo): string {
  return urlOf({ ...rest, address: address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address });
}

/** The log, opened when something is to be loaded: events are taken while ClickHouse is away, also at the start. */
class StoreOnDemand implements FactLog, MembershipReader, AttributedEvents {
  readonly #open: () => Promise<ClickHouseStore>;
  #store: Promise<ClickHouseStore> | undefined;

  constructor(open: () => Promise<ClickHouseStore>) {
    this.#open = open;
  }

  async append(...args: Parameters<FactLog["append"]>): Promise<Uint8Array> {
    return (await this.opened()).log.append(...args);
  }

  async memberships(workspace: string): ReturnType<MembershipReader["memberships"]> {
    return new ClickHouseMembershipReader((await this.opened()).clickHouse).memberships(workspace);
  }

  async attributedEvents(request: Parameters<AttributedEvents["attributedEvents"]>[0]): ReturnType<AttributedEvents["attributedEvents"]> {
    return new ClickHouseAttributedEvents((await this.opened()).clickHouse).attributedEvents(request);
  }

  async moveEvents(...args: Parameters<AttributedEvents["moveEvents"]>): Promise<void> {
    return new ClickHouseAttributedEvents((await this.opened()).clickHouse).moveEvents(...args);
  }

  async close(): Promise<void> {
    await (await this.#store?.catch(() => undefined))?.close();
  }

  opened(): Promise<ClickHouseStore> {
    if (this.#store) return this.#store;
    const opening = this.#open();
    this.#store = opening;
    opening.catch(() => (this.#store = undefined));
    return opening;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
