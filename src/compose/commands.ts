import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { register as registerBackup } from "../cli/backup.ts";
import { register as registerBenchmarks } from "../cli/benchmarks.ts";
import { register as registerChanges } from "../cli/changes.ts";
import { register as registerCheck } from "../cli/check.ts";
import { register as registerDeadLetters } from "../cli/dead-letters.ts";
import { register as registerDemo } from "../cli/demo.ts";
import { register as registerDisagreements } from "../cli/disagreements.ts";
import { register as registerDoctor } from "../cli/doctor.ts";
import { register as registerDue } from "../cli/due.ts";
import { register as registerPassword } from "../cli/password.ts";
import { register as registerPerson } from "../cli/person.ts";
import { register as registerEvents } from "../cli/events.ts";
import { register as registerExplain } from "../cli/explain.ts";
import { register as registerExport } from "../cli/export.ts";
import { register as registerForget } from "../cli/forget.ts";
import { register as registerGoals } from "../cli/goals.ts";
import { register as registerHistory } from "../cli/history.ts";
import { register as registerImport } from "../cli/import.ts";
import { register as registerInit } from "../cli/init.ts";
import { register as registerJourney } from "../cli/journey.ts";
import { register as registerKeys } from "../cli/keys.ts";
import { register as registerLearn } from "../cli/learn.ts";
import { type LoggerOptions, openLogger } from "../cli/logger.ts";
import { register as registerMatch } from "../cli/match.ts";
import { register as registerModel } from "../cli/model.ts";
import { register as registerPipeline } from "../cli/pipeline.ts";
import { register as registerPlan } from "../cli/plan.ts";
import { type PlansWire, register as registerPlans } from "../cli/plans.ts";
import { type RecordWire, register as registerRecord } from "../cli/record.ts";
import { register as registerResponses } from "../cli/responses.ts";
import { register as registerRebuild } from "../cli/rebuild.ts";
import { register as registerRetention } from "../cli/retention.ts";
import { register as registerRevenue } from "../cli/revenue.ts";
import { register as registerScore } from "../cli/score.ts";
import { type ScoringWire, packInUse, running } from "../cli/scoring.ts";
import { packToServe } from "../cli/served-pack.ts";
import { type ServeWire, register as registerServe } from "../cli/serve.ts";
import { register as registerSimulate } from "../cli/simulate.ts";
import { register as registerSpread } from "../cli/spread.ts";
import { type TestWire, register as registerTest } from "../cli/test.ts";
import { register as registerVersions } from "../cli/versions.ts";
import type { Terminal } from "../cli/wire.ts";
import { signInFrom, withKeys, withTeammates } from "./access.ts";
import { withTeam } from "./demo.ts";
import { examine } from "./doctor.ts";
import { type JudgementSurroundings, plansHere, withRecording, withScores } from "./judgement.ts";
import { deadLettersWire } from "./dead-letters.ts";
import { startLive } from "./live.ts";
import { withRebuild } from "./rebuild.ts";
import { retentionAt, retentionStore, rulesNeverApplied, withRetention } from "./retention.ts";
import { type PrivacySurroundings, forgetAgain, openForgotten, privacyAt, withPrivacy } from "./privacy.ts";
import { withPipeline } from "./operations.ts";
import { withWork } from "./work.ts";
import { type Settings, placed } from "./workspace.ts";
import { type VersionSurroundings, appliedHere, appliedPack, pastVersions, versionDoors } from "./versions.ts";
import { type Client, createClient } from "../contract/client.ts";
import { record } from "../contract/record-client.ts";
import { csvSource } from "../connectors/csv/csv-source.ts";
import { exampleMapping } from "../connectors/csv/example-mapping.ts";
import { rejectsFile } from "../connectors/csv/rejects-file.ts";
import { subjectsOfFact } from "../events/subject.ts";
import { removeAgain } from "../engine/retention/again.ts";
import { rulesFrom } from "../engine/retention/rules.ts";
import { guessImport } from "../engine/guess-import.ts";
import { type Deduplication, deduplicationFrom } from "../storage/clickhouse/deduplication.ts";
import { type ClickHouseStore, openClickHouse } from "../storage/clickhouse/store.ts";
import { backUp, restore } from "../storage/backup/backup.ts";
import { journalFrom } from "../storage/journal/settings.ts";
import { FileKeptWork } from "../storage/kept-work.ts";
import { type PostgresDatabase, openPostgres } from "../storage/postgres/database.ts";

/** What the process gives; everything else is built from it. */
export interface Surroundings {
  readonly root: string;
  readonly settings: () => Settings;
  /** Settings that only serving asks for; see `docs/guide/serving.md`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly progress: (line: string) => void;
  readonly clock: () => number;
  readonly hash: (text: string) => string;
  readonly uniqueId: () => string;
  readonly timezone: string;
  /** Resolves when the process is asked to end, at each call anew. */
  readonly stopAsked: () => Promise<void>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly exitNow: (code: number) => void;
  readonly killNow: () => void;
  /** Where the log of a server goes. */
  readonly logTo: Pick<LoggerOptions, "write" | "forPeople">;
  /** What somebody types as the answer; undefined where nobody can be asked. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** EX_SOFTWARE of sysexits: the disk failed, and nothing may be acknowledged any more. */
const brokenDisk = 70;

/** Asks once, because a command may need to know it several times, and a database takes a while to open. */
function onceAsked<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

/** One id after another, the same in every process. */
function idsOf(id: (count: number) => string): () => string {
  let count = 0;
  return () => id((count += 1));
}

/** Works with a store of its own, and closes it whatever happens. */
async function using<T>(open: () => Promise<ClickHouseStore>, work: (store: ClickHouseStore) => Promise<T>): Promise<T> {
  const store = await open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** An embedded engine on a directory of its own, which goes when it closes: what is played touches nobody's data. */
async function scratchEngine(clock: () => number): ReturnType<TestWire["openScratch"]> {
  const directory = mkdtempSync(join(tmpdir(), "bellwether-test-"));
  const store = await openClickHouse({ directory }, clock);
  return {
    ...store,
    close: async () => {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What is kept of measuring the past is worth as much as the state of the log that it was measured from. */
const withKept = ({ state, ...store }: ClickHouseStore, work: FileKeptWork) => ({ ...store, kept: { work, log: state } });

/** Builds the adapters and hands every command what it needs; stores open only when a command asks for one. */
export function registerCommands(program: Command, surroundings: Surroundings): void {
  const { root, uniqueId, terminal, progress, clock, hash, timezone, stopAsked, sleep, exitNow, killNow, environment, logTo, ask } = surroundings;
  const { workspace, place, ownPlace } = placed(surroundings.settings);
  const forgottenPath = environment["BELLWETHER_FORGOTTEN"];
  const openStore = async (deduplication?: Deduplication): Promise<ClickHouseStore> => {
    const { clickHouseUrl } = place();
    return await openClickHouse(clickHouseUrl ? { url: clickHouseUrl } : { directory: ownPlace().directory }, clock, deduplication);
  };
  const openPostgresWith = (onLost: (error: Error) => void): Promise<PostgresDatabase> => {
    const { databaseUrl } = place();
    return openPostgres(databaseUrl ? { url: databaseUrl } : { directory: join(ownPlace().directory, "postgres") }, onLost);
  };
  const openPostgresHere = (): Promise<PostgresDatabase> => openPostgresWith(({ message }) => terminal.err(`Postgres: ${message}`));
  const privacy = (): PrivacySurroundings => {
    // Asked anew, because a restore may have brought another one.
    const { directory, databaseUrl, workspace: own } = ownPlace();
    const isEmpty = databaseUrl === undefined && !existsSync(join(directory, "postgres"));
    return { directory, journal: journalFrom(environment), forgottenPath, workspace: own, clock, report: terminal.err, openStore, openPostgres: async () => (isEmpty ? undefined : openPostgresHere()) };
  };
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const demoPack = join(root, "examples", "three-categories");
  const readKey = environment["BELLWETHER_KEY"];
  const keyed = (url: string) => ({ baseUrl: url, fetch, headers: readKey === undefined ? {} : { authorization: `Bearer ${readKey}` } });
  const client = (url: string): Client => createClient(keyed(url));
  const versions = (): VersionSurroundings => ({ directory: place().directory, isEmbedded: place().databaseUrl === undefined, workspace, openPostgres: openPostgresHere, clock });
  const doors = versionDoors(versions, keyed);
  // The pack that `init` writes, where this is its folder.
  const defaultPack = existsSync("pack") ? "pack" : demoPack;
  const scoring: ScoringWire = { terminal, progress, clock, hash, uniqueId, workspace, demoPack, defaultPack, applied: onceAsked(() => appliedPack(versions())), openStore, client };
  // In the order in which people come to need them, because so they are listed.
  registerInit(program, { terminal, timezone, exampleMapping: () => exampleMapping, guessMapping: (folder) => guessImport(csvSource, { folder, receivedAt: clock() }) });
  registerImport(program, {
    terminal,
    progress,
    clock,
    uniqueId,
    workspace,
    source: csvSource,
    rejects: rejectsFile,
    openLog: async () => {
      const store = await openStore();
      return { ...store, removeAgain: () => removeAgain({ store: () => Promise.resolve(retentionStore(store)), running: () => retained().running(), turn: (piece) => piece() }, workspace) };
    },
    openForgotten: async () => {
      const forgotten = await openForgotten(privacy());
      return (fact) => forgotten.hasAny(workspace, subjectsOfFact(fact));
    },
  });
  registerMatch(program, { terminal, clock, workspace, openLog: openStore });
  registerCheck(program, { terminal, dataFacts: () => using(openStore, ({ facts }) => facts.dataFacts(workspace)) });
  registerTest(program, { terminal, progress, clock, openScratch: () => scratchEngine(clock), writeFile: (path, text) => writeFileSync(path, text) });
  registerScore(program, scoring);
  registerExplain(program, scoring);
  registerEvents(program, { ...scoring, openStore });
  registerHistory(program, { ...scoring, ...pastVersions(versions) });
  registerChanges(program, scoring);
  registerJourney(program, scoring);
  registerSimulate(program, scoring);
  registerModel(program, scoring);
  registerSpread(program, scoring);
  registerBenchmarks(program, scoring);
  registerRevenue(program, scoring);
  registerPlan(program, { ...scoring, ...doors });
  registerVersions(program, { ...scoring, ...doors, author: environment["USER"] });
  const plans: PlansWire = {
    ...scoring,
    withWork: (work) => withWork({ directory: place().directory, workspace, openPostgres: openPostgresHere, openStore, clock, running: async () => (await packToServe(undefined, () => appliedHere(versions()), scoring)).running }, work),
  };
  registerPlans(program, plans);
  registerResponses(program, plans);
  registerGoals(program, plans);
  registerLearn(program, { ...scoring, openStore: async () => withKept(await openStore(), new FileKeptWork(join(place().directory, "measured"), version)) });
  const judgement = (): JudgementSurroundings => ({ directory: ownPlace().directory, journal: journalFrom(environment), workspace, openStore, clock, hash, report: terminal.err, forgotten: () => openForgotten(privacy()), openWork: plansHere({ directory: place().directory, isEmbedded: place().databaseUrl === undefined, openPostgres: openPostgresHere }) });
  const recording: RecordWire = {
    ...scoring,
    withRecording: (pack, work) => withRecording(judgement(), pack, work),
    withScores: (pack, work) => withScores(judgement(), pack, work),
    recordAt: (url) => (name, what) => record(keyed(url), name, what),
    author: environment["USER"],
  };
  registerRecord(program, recording);
  registerDue(program, recording);
  registerPerson(program, recording);
  registerDisagreements(program, recording);
  registerKeys(program, { terminal, withKeys: (work) => withKeys({ directory: place().directory, workspace, openPostgres: openPostgresHere, clock }, work) });
  registerPassword(program, { terminal, withTeammates: (work) => withTeammates(place().directory, work) });
  registerPipeline(program, { ...scoring, timezone, withPipeline: (pack, work) => withPipeline({ directory: place().directory, workspace, openStore, clock, readPack: async () => (await packInUse(pack, scoring)).pack }, work) });
  registerDeadLetters(program, deadLettersWire({ directory: () => ownPlace().directory, journal: () => journalFrom(environment), clock, terminal, timezone }));
  const retained = (): Parameters<typeof withRetention>[0] => ({ directory: ownPlace().directory, workspace, rules: () => rulesFrom(environment), journal: journalFrom(environment), running: async () => running((await packInUse(undefined, scoring, "nothing was removed")).pack, { hash }), openStore, clock, report: terminal.err });
  registerRebuild(program, { terminal, withRebuild: (work) => withRebuild({ ...privacy(), running: () => retained().running() }, work) });
  registerExport(program, { terminal, held: (url, subject, take) => (url === undefined ? withPrivacy(privacy(), (door) => door.held(subject, take)) : privacyAt(keyed(url)).held(subject, take)) });
  registerForget(program, { terminal, ask, withPrivacy: (url, work) => (url === undefined ? withPrivacy(privacy(), work) : work(privacyAt(keyed(url)))) });
  registerRetention(program, { terminal, progress, withRetention: (url, work) => (url === undefined ? withRetention(retained(), work) : work(retentionAt(keyed(url)))) });
  registerDoctor(program, { terminal, examine: () => examine({ settings: surroundings.settings(), place, environment, version, clock, openStore, openPostgres: openPostgresHere, neverApplied: async () => rulesNeverApplied(retained()) }) });
  registerBackup(program, {
    terminal,
    backUp: (archive) => backUp({ directory: place().directory, archive, program: version, now: clock() }),
    restore: (archive) => restore({ directory: place().directory, archive, workspace: place().asked }),
    forgetAgain: (list) => forgetAgain({ ...privacy(), forgottenPath: undefined }, { asked: list, otherwise: forgottenPath }),
    elsewhere: () => [...(place().clickHouseUrl ? ["ClickHouse"] : []), ...(place().databaseUrl ? ["Postgres"] : [])],
  });
  const serving: ServeWire = {
    terminal,
    stopAsked,
    sleep,
    abort: killNow,
    start: async (options) => {
      const log = openLogger({ level: options.logLevel, ...logTo, clock });
      const deduplication = deduplicationFrom(environment);
      const { directory, clickHouseUrl, databaseUrl } = ownPlace();
      if (clickHouseUrl !== undefined || databaseUrl !== undefined) terminal.out(`This is the workspace ${workspace}.`);
      return startLive(
        {
          directory,
          workspace,
          program: version,
          pageDirectory: join(root, "dist", "web"),
          ...(forgottenPath !== undefined && { forgottenPath }),
          journal: journalFrom(environment),
          retention: rulesFrom(environment),
          openStore: () => openStore(deduplication),
          openPostgres: () => openPostgresWith((error) => log("postgres_connection_lost", { error })),
          signIn: signInFrom(environment),
          clock,
          report: terminal.out,
          log,
          scoring: { ...(await packToServe(options.pack, () => appliedHere(versions()), { ...scoring, ...(options.defaultPack !== undefined && { defaultPack: options.defaultPack }) })), visibleMs: clickHouseUrl ? 5000 : 0 },
          onBroken: (error) => {
            terminal.err(error.message);
            exitNow(brokenDisk);
          },
        },
        options,
      );
    },
  };
  registerServe(program, serving);
  const teamIds = idsOf((count) => hash(`demo ${workspace} ${count}`).slice(0, 32));
  registerDemo(program, { ...scoring, serving, withTeam: (work) => withTeam({ workspace, openPostgres: openPostgresHere, openStore, clock, uniqueId: teamIds, running: async () => (await packToServe(undefined, () => appliedHere(versions()), { ...scoring, defaultPack: demoPack })).running }, work) });
}
