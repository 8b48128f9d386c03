import { type Command, Option } from "commander";
import { type RecordBody, recordRoutes } from "../contract/record-routes.ts";
import type { Recorded, Recording } from "../contract/record-client.ts";
import type { RecordName } from "../contract/record-paths.ts";
import type { Answer } from "../contract/routes.ts";
import { listRecorded } from "../engine/answers/recorded.ts";
import type { Scores } from "../engine/answers/scores.ts";
import { NotRecorded } from "../engine/record/not-recorded.ts";
import type { RecordedNow } from "../engine/record/record.ts";
import { findAccount } from "./find-account.ts";
import { packOption } from "./options.ts";
import { type RecordCommand, type Written, recordCommands, withCommonOptions } from "./record-commands.ts";
import { recordedText } from "./recorded-text.ts";
import { remoteAccount, urlOption, withServer } from "./remote.ts";
import { Refused, type ScoringWire, dayOf, packInUse, refusing } from "./scoring.ts";
import type { Pack } from "../pack/schema.ts";

/** What is recorded on this machine. */
export interface LocalRecording<N extends RecordName> {
  readonly account: string;
  readonly name: N;
  readonly body: RecordBody<N>;
  readonly author: string;
  readonly message?: string;
  readonly user?: string;
}

/** A data directory that nobody serves, opened for recording: what is written is in the log when it resolves. */
export interface RecordDoor {
  readonly scores: Scores;
  record<N extends RecordName>(recording: LocalRecording<N>): Promise<RecordedNow>;
}

export interface RecordWire extends Omit<ScoringWire, "openStore"> {
  readonly withRecording: <T>(pack: Pack, work: (door: RecordDoor) => Promise<T>) => Promise<T>;
  /** Opens the data directory for reading alone. */
  readonly withScores: <T>(pack: Pack, work: (scores: Scores) => Promise<T>) => Promise<T>;
  readonly recordAt: (url: string) => <N extends RecordName>(name: N, recording: Recording<N>) => Promise<Recorded>;
  /** Who works on this machine, as far as it tells. */
  readonly author: string | undefined;
}

interface Options {
  readonly pack?: string;
  readonly url?: string;
  readonly author?: string;
  readonly at?: string;
}

const author = (): Option => new Option("--author <name>", "who records it (default: who is signed in on this machine); with --url it is the key's name").conflicts("url");
const recordUrl = (): Option => new Option("--url <server>", "record with a server that is running, with a key made for `record` and `accounts` in BELLWETHER_KEY, instead of in the data directory").conflicts("pack");

/** `bellwether record`: what people know of an account and no system does. */
export function register(program: Command, wire: RecordWire): void {
  const group = program.command("record").description("Record what people know of an account: pulses, typed-in values, contacts, decisions about its score, its owner");
  for (const [word, recording] of Object.entries(recordCommands)) {
    const command = group.command(`${word} ${recording.usage}`).description(recording.description);
    for (const option of recording.options) command.addOption(option);
    withCommonOptions(command, recording, [author(), packOption(), recordUrl()]);
    // The last two are the options and the command itself.
    command.action((...all: unknown[]) => run(wire, recording, { args: all.slice(0, -2) as string[], options: all.at(-2) as Options }));
  }
  group
    .command("list <account>")
    .description("What was recorded about it, with what ended or was taken back, and the ids")
    .addOption(packOption())
    .addOption(urlOption())
    .option("--json", "as JSON")
    .action((account: string, options: Options & { readonly json?: boolean }) => list(wire, account, options));
}

interface Typed {
  readonly args: readonly string[];
  readonly options: Options;
}

async function run(wire: RecordWire, command: RecordCommand, typed: Typed): Promise<void> {
  const { url } = typed.options;
  if (url === undefined) await refusing(wire, () => runHere(wire, command, typed));
  else await runThere(wire, command, { ...typed, url });
}

async function runHere(wire: RecordWire, command: RecordCommand, { args: [asked = "", ...args], options }: Typed): Promise<void> {
  const { author: name = wire.author } = options;
  if (name === undefined) throw new Refused("Say who records it: --author <name>.");
  const { pack } = await packInUse(options.pack, wire, "nothing was recorded");
  const written = writtenOf(args, options, { zone: pack.pack.timezone, now: wire.clock() });
  const { body, ...about } = bodyOf(command, written);
  await wire.withRecording(pack, async (door) => {
    const account = await findAccount(door.scores.ports, wire, asked);
    const recorded = await door.record({ account, name: command.name, body: checked(command.name, body), author: name, ...about }).catch(refuse);
    wire.terminal.out(doneText({ words: command.words(written), account: asked, ...recorded }));
  });
}

async function runThere(wire: RecordWire, command: RecordCommand, { args: [asked = "", ...args], options, url }: Typed & { readonly url: string }): Promise<void> {
  await withServer(wire, url, async (client) => {
    const { timezone: zone } = await client.getPack({});
    const written = writtenOf(args, options, { zone, now: wire.clock() });
    const { body, ...about } = bodyOf(command, written);
    checked(command.name, body);
    const account = await remoteAccount(client, asked);
    const recorded = await wire.recordAt(url)(command.name, { account, body, ...about });
    wire.terminal.out(doneText({ words: command.words(written), account: asked, message: recorded.message, moved: recorded.moved }));
  });
}

function writtenOf(args: readonly string[], options: object, calendar: { readonly zone: string; readonly now: number }): Written {
  const own = options as Written["options"];
  return {
    args,
    options: own,
    instant: (option) => {
      const text = own[option];
      return typeof text === "string" ? new Date(dayOf(`--${option}`, text, calendar)).toISOString() : undefined;
    },
  };
}

function bodyOf(command: RecordCommand, written: Written): { readonly body: Record<string, unknown>; readonly message?: string; readonly user?: string } {
  const at = written.instant("at");
  const [message, user] = [command.name === "withdrawRecorded" ? written.args[0] : undefined, command.user?.(written)];
  return { body: { ...command.body(written), ...(at !== undefined && { at }) }, ...(message !== undefined && { message }), ...(user !== undefined && { user }) };
}

/** What the schema of the route says is wrong, in one line. */
function checked<N extends RecordName>(name: N, body: unknown): RecordBody<N> {
  const read = recordRoutes[name].body.safeParse(body);
  if (read.success) return read.data as RecordBody<N>;
  throw new Refused(read.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`)).join("; "));
}

function refuse(error: unknown): never {
  throw error instanceof NotRecorded ? new Refused(error.message) : error;
}

function doneText({ words, account, message, moved }: { readonly words: string; readonly account: string; readonly message: string; readonly moved?: number | null | undefined }): string {
  const work = moved === null ? " Its open work could not be moved: hand it over again." : moved !== undefined && moved > 0 ? ` ${moved} open ${moved === 1 ? "piece" : "pieces"} of work moved along.` : "";
  return `Recorded about ${account}: ${words}. Its id is ${message}.${work}`;
}

async function list(wire: RecordWire, asked: string, options: Options & { readonly json?: boolean }): Promise<void> {
  const show = (answer: Answer<"listRecorded">, zone: string): void => wire.terminal.out(options.json === true ? JSON.stringify(answer, null, 2) : recordedText(answer.items, zone));
  if (options.url !== undefined) {
    await withServer(wire, options.url, async (client) => {
      const [account, { timezone }] = [await remoteAccount(client, asked), await client.getPack({})];
      show(await client.listRecorded({ account }), timezone);
    });
    return;
  }
  await refusing(wire, async () => {
    const { pack } = await packInUse(options.pack, wire, "nothing is shown");
    await wire.withScores(pack, async (scores) => show(await listRecorded(scores, wire.workspace, { account: await findAccount(scores.ports, wire, asked) }), pack.pack.timezone));
  });
}
