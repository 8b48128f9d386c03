import { randomBytes, randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openAnswers } from "./answers.ts";
import type { RunningServer, ServeOptions } from "../cli/serve.ts";
import { type SignInSurroundings, openDoor, sha256 } from "./access.ts";
import { finishErasing, openEraser, openForgotten, openHeld } from "./privacy.ts";
import { openSetup } from "./setup.ts";
import { askMonthly, openInsights } from "./insights.ts";
import { applyDaily, inTurns, openRetention } from "./retention.ts";
import { openDesk } from "./versions.ts";
import { liveIntake, liveMetrics, notReady } from "./operations.ts";
import { Intake } from "../engine/conservation.ts";
import { openPrivacy } from "../engine/forget/door.ts";
import { namesForgotten } from "../engine/forget/redact.ts";
import { replayDeadLetters } from "../engine/dead-letters.ts";
import type { Definition } from "../engine/definitions/definition.ts";
import type { DefinitionDesk } from "../engine/definitions/desk.ts";
import { EvaluateLoop } from "../engine/evaluate/evaluate-loop.ts";
import { Evaluator } from "../engine/evaluate/evaluator.ts";
import type { RunningPack, Standings } from "../engine/evaluate/standings.ts";
import type { TransitionListener } from "../engine/evaluate/transition.ts";
import type { Rules } from "../engine/retention/rules.ts";
import { LoadLoop } from "../engine/load-loop.ts";
import { type LoadedBatch, Loader } from "../engine/loader.ts";
import type { InsightDesk } from "../engine/learn/insight-desk.ts";
import type { Log } from "../engine/log/events.ts";
import { tellLoading, tellScoring } from "../engine/log/tell.ts";
import { planHandOver } from "../engine/plans/hand-over.ts";
import { createServer } from "../server/create-server.ts";
import { evaluationPorts } from "../storage/clickhouse/evaluation-ports.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { StoreOnDemand } from "../storage/clickhouse/store-on-demand.ts";
import { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import { FileKeptWork } from "../storage/kept-work.ts";
import { FileJournal } from "../storage/journal/journal.ts";
import type { JournalSettings } from "../storage/journal/settings.ts";
import type { PostgresDatabase } from "../storage/postgres/database.ts";

export interface LiveParts {
  /** The data directory; everything that serving keeps itself lies in `live` within. */
  readonly directory: string;
  readonly workspace: string;
  /** Where the built files of the page lie; without it there are only the APIs. */
  readonly pageDirectory?: string;
  /** Where it is kept who is forgotten; by default in the data directory. */
  readonly forgottenPath?: string;
  /** Which program this is: measurements that another one has kept may be others. */
  readonly program?: string;
  /** How long calls are kept in the journal once they are loaded, and what it may take of the disk. */
  readonly journal?: Partial<JournalSettings>;
  /** How long everything else is kept; by default for ever. */
  readonly retention?: Rules;
  readonly openStore: () => Promise<ClickHouseStore>;
  readonly openPostgres: () => Promise<PostgresDatabase>;
  readonly signIn?: SignInSurroundings;
  readonly clock: () => number;
  /** What somebody has to see once: the first key, the link to become administrator. It never goes to a log. */
  readonly report: (line: string) => void;
  readonly log: Log;
  /** The disk failed: nothing may be acknowledged any more, and the process must end. */
  readonly onBroken: (error: Error) => void;
  readonly onLoaded?: (loaded: LoadedBatch) => void;
  /** What scores follow the log by; absent when events are only taken and loaded. */
  readonly scoring?: LiveScoring;
}

export interface LiveScoring {
  readonly running: RunningPack;
  /** The same as it is written, so that it can become another one while this runs. */
  readonly definition?: Definition;
  /** Where it was named at the start: then it stays. */
  readonly folder?: string;
  readonly standings?: Standings;
  readonly listener?: TransitionListener;
  /** How long a stored row may take to be visible to whoever reads; 0 with the embedded ClickHouse. */
  readonly visibleMs: number;
}

/** What another process has applied is noticed within so long. */
const lookForVersionsMs = 5000;

/** How long requests that are being answered may take once the process is to stop. */
const graceMs = 4000;

/** Starts everything that takes events and loads them: journal, loader, HTTP. */
export async function startLive(parts: LiveParts, options: Pick<ServeOptions, "host" | "port">): Promise<RunningServer> {
  const { clock, log } = parts;
  const live = join(parts.directory, "live");
  const forgotten = await openForgotten({ forgottenPath: undefined, ...parts });
  const journal = await FileJournal.open({ directory: join(live, "journal"), clock, ...(parts.journal && { settings: parts.journal }), report: ({ quarantine: _quarantine, ...finding }) => log("journal_found", finding), onBroken: brokenTold(parts) });
  const openPostgres = async (): Promise<PostgresDatabase> => migrationsTold(log, "postgres", await parts.openPostgres());
  const door = await openDoor({ signIn: {}, ...parts, openPostgres, folder: live }).catch(async (error: unknown) => {
    await journal.close();
    throw error;
  });
  const deadLetters = await FileDeadLetters.open(join(live, "dead-letters.ndjson"));
  const intake = new Intake(journal);
  const store = new StoreOnDemand(async () => migrationsTold(log, "clickhouse", await parts.openStore()));
  const loading = tellLoading(log, journal);
  const desk: DefinitionDesk | undefined = parts.scoring && openDesk({ ...parts, ...parts.scoring, versions: door.versions, store: () => store.opened(), switchTo: (next) => switchTo(next) });
  const answers = parts.scoring && openAnswers({ running: parts.scoring.running, workspace: parts.workspace, store: () => store.opened(), clock, log, sleep: (ms) => sleep(ms, undefined, { ref: false }), alone: (work) => (scoring ? scoring.alone(work) : work()), ...(desk && { told: { timeline: () => desk.timeline(), definition: (number) => desk.definition(number) } }) });
  const scoring: EvaluateLoop | undefined = parts.scoring && answers && scoringLoop(parts, { ...parts.scoring, running: () => answers.live.running, standings: toldBoth(answers.live, parts.scoring.standings) }, store);
  const switchTo = async (next: RunningPack): Promise<void> => {
    const before = parts.scoring && answers?.live.running.version;
    await answers?.switchTo(next);
    if (next.version !== before) scoring?.renew();
  };
  const insights = answers && openInsights({
    ...parts,
    store: door.insights,
    openStore: () => store.opened(),
    measured: new FileKeptWork(join(parts.directory, "measured"), parts.program ?? ""),
    running: () => answers.live.running,
    versionNumber: () => desk?.running.number ?? null,
    isForgotten: (account) => forgotten.has(parts.workspace, { kind: "account", id: account }),
    onFailed: (error) => log("insight_failed", { error }),
  });
  const looking = desk && setInterval(() => void desk.refresh().catch(() => undefined), lookForVersionsMs).unref();
  const onLoaded = (loaded: LoadedBatch): void => {
    loading.loaded(loaded);
    scoring?.loaded(loaded);
    parts.onLoaded?.(loaded);
  };
  const loader = new Loader({ journal, deadLetters, clock, log: store, memberships: store, attributed: store, onLoaded, isForgotten: (received, call) => namesForgotten(forgotten, received, call) });
  const loop = new LoadLoop({ loader, journal, sleep: (ms) => sleep(ms), onProblem: loading.waits });
  const quiet = <T>(work: () => Promise<T>): Promise<T> => loader.alone(() => (scoring ? scoring.alone(work) : work()));
  const setup = await openSetup({
    ...parts,
    forgotten,
    store: () => store.opened(),
    alone: (work) => loader.alone(work),
    quiet,
    onFacts: (touched, gone) => {
      if (gone.length > 0) scoring?.forget(parts.workspace, gone);
      answers?.forget();
      scoring?.loaded({ workspaces: new Map([[parts.workspace, touched]]) });
    },
    onFailed: (error) => log("import_failed", { error }),
    removeAgain: () => retention?.again(parts.workspace) ?? Promise.resolve(0),
  });
  const eraser = openEraser({
    ...parts,
    forgotten,
    journal,
    deadLetters,
    database: door.database,
    store: () => store.opened(),
    quiet: (work) => afterInsights(insights, () => quiet(work)),
    gone: async (workspace, { accounts, touched }) => {
      await (await store.opened()).log.reread();
      scoring?.forget(workspace, accounts);
      answers?.forget();
      setup.definition.forget();
      await desk?.forget();
      scoring?.loaded({ workspaces: new Map([[workspace, { accounts: touched, users: new Map() }]]) });
    },
    onProblem: (error) => log("erasing_waits", { error }),
  });
  const erasing = finishErasing(eraser, forgotten);
  const retention = answers && openRetention({ rules: parts.retention ?? {}, journal, deadLetters, store: () => store.opened(), running: () => answers.live.running, turn: inTurns((work) => loader.alone(work), clock), onRemoving: () => answers.forget(), clock });
  const keeping = retention && applyDaily(retention, { workspace: parts.workspace, zone: () => answers.live.running.pack.pack.timezone, clock, log });
  const asking = answers && insights && askMonthly(insights, { zone: () => answers.live.running.pack.pack.timezone, clock, log });
  const app = await createServer({
    journal,
    forgotten,
    privacy: openPrivacy({ eraser, forgotten, held: openHeld({ store: () => store.opened(), journal, deadLetters, database: door.database, clock }) }),
    intake,
    keys: door.keys,
    clock,
    ids: { digest: sha256, unique: randomUUID },
    notReady: () => notReady({ journal }),
    pipeline: { intake: () => liveIntake({ journal, intake }), store: () => store.opened(), clock, ...(answers && { pack: () => answers.live.running.pack }) },
    deadLetters: { letters: deadLetters, replay: (isWanted) => replayDeadLetters(deadLetters, receivedOnceMore(journal, intake), isWanted) },
    ...(retention && { retention }),
    ...(desk && { definitions: desk }),
    ...(insights && { insights }),
    metrics: liveMetrics({ journal, intake, scoring, clock }),
    scores: answers?.scores ?? (() => Promise.reject(new Error("there is no pack"))),
    degraded: door.degraded,
    people: door.people,
    setup,
    plans: { store: door.plans, goals: door.goals, views: door.views, clock, uniqueId: randomUUID },
    openWork: planHandOver(door.plans),
    access: door.access,
    ...(parts.pageDirectory !== undefined && { page: { directory: parts.pageDirectory, nonce: () => randomBytes(16).toString("base64url") } }),
    log,
  });
  const stop = async (): Promise<void> => {
    const asked = clock();
    log("server_stopping", {});
    const hangUp = setTimeout(() => app.server.closeAllConnections(), graceMs);
    // What is scored now, the next start finds; so nobody waits for it while the last requests are answered.
    const scored = scoring?.stop();
    await app.close();
    clearTimeout(hangUp);
    clearInterval(looking);
    await desk?.settled();
    await asking?.stop();
    await insights?.close();
    answers?.close();
    await erasing.stop();
    await setup.imports.close();
    await keeping?.stop();
    await loop.stop();
    await scored;
    await journal.close();
    await deadLetters.close();
    await store.close();
    await door.close();
    const { stored, duplicate, dead, waiting } = intake.read();
    log("server_stopped", { stored, duplicate, dead, waiting, ms: clock() - asked });
  };
  try {
    await app.listen({ host: options.host, port: options.port });
    await door.opened(localUrlOf(app.server.address() as AddressInfo));
  } catch (error) {
    await stop();
    throw error;
  }
  log("server_started", { port: (app.server.address() as AddressInfo).port, pack: parts.scoring?.running.version });
  return { url: urlOf(app.server.address() as AddressInfo), read: () => intake.read(), demoLink: () => door.demoLink(localUrlOf(app.server.address() as AddressInfo)), stop };
}

/** Whoever ends the process is told after the log. */
const brokenTold = ({ log, onBroken }: LiveParts) => (error: Error): void => {
  log("journal_broken", { error });
  onBroken(error);
};

function migrationsTold<T extends { readonly migrated: readonly string[] }>(log: Log, store: "clickhouse" | "postgres", opened: T): T {
  for (const migration of opened.migrated) log("migrated", { store, migration });
  return opened;
}

/** While somebody is erased nothing of the past is read: it would still hold them. */
const afterInsights = <T>(insights: InsightDesk | undefined, work: () => Promise<T>): Promise<T> => (insights ? insights.alone(work) : work());

/** What is sent again is counted like what comes from outside. */
const receivedOnceMore = (journal: FileJournal, intake: Intake): Pick<FileJournal, "append"> => ({
  append: async (payload, records) => {
    const answer = await journal.append(payload, records);
    if (answer === "written") intake.accepted(records);
    return answer;
  },
});

/** What was scored goes to whoever answers questions, and to whoever else wants to know. */
const toldBoth = (...listeners: readonly (Standings | undefined)[]): Standings => ({
  replace: (...told) => listeners.forEach((listener) => listener?.replace(...told)),
  remove: (...told) => listeners.forEach((listener) => listener?.remove(...told)),
  follow: (...told) => listeners.forEach((listener) => listener?.follow(...told)),
});

/** Scores every workspace that something is loaded into, from the store once it can be reached. */
function scoringLoop({ workspace, clock, log }: LiveParts, { running, visibleMs, standings, listener }: Omit<LiveScoring, "running"> & { readonly running: () => RunningPack }, store: StoreOnDemand): EvaluateLoop {
  const ports = { ...evaluationPorts(() => store.opened()), ...(standings && { standings }), ...(listener && { listener }) };
  return new EvaluateLoop({
    workspaces: [workspace],
    open: (name) => new Evaluator({ ports, workspace: name, running: running(), clock, visibleMs }),
    sleep: (ms) => sleep(ms),
    ...tellScoring(log),
  });
}

const urlOf = ({ address, port }: AddressInfo): string => `http://${address.includes(":") ? `[${address}]` : address}:${port}`;

/** Where a command on this machine reaches it, also where it listens at every address. */
function localUrlOf({ address, ...rest }: AddressInfo): string {
  return urlOf({ ...rest, address: address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address });
}
