import { type Command, InvalidArgumentError, Option } from "commander";
import type { Conservation } from "../engine/conservation.ts";
import { type LogLevel, logLevels } from "../engine/log/events.ts";
import { packOption } from "./options.ts";
import type { Terminal } from "./wire.ts";

export interface ServeOptions {
  readonly demoUser?: boolean;
  readonly host: string;
  readonly port: number;
  /** The folder of the pack that accounts are scored with; absent: the version that was applied last, or else the default pack. */
  readonly pack?: string;
  /** What is less than this isn't logged. */
  readonly logLevel: LogLevel | "silent";
  /** What is the default pack instead of the usual one. */
  readonly defaultPack?: string;
}

export interface RunningServer {
  readonly url: string;
  /** Where every call has gone. */
  readonly read: () => Conservation;
  /** A link that signs in once on this machine, as somebody made up; undefined where real people are there. */
  demoLink(): Promise<string | undefined>;
  /** Answers what was begun, loads the batch at hand, and closes everything. */
  stop(): Promise<void>;
}

export interface ServeWire {
  readonly terminal: Terminal;
  readonly start: (options: ServeOptions) => Promise<RunningServer>;
  /** Resolves when the process is asked to end, at each call anew. */
  readonly stopAsked: () => Promise<void>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Ends the process as a kill does: the engine is at work, and crashes an exit that takes its leave. */
  readonly abort: () => void;
}

/** What isn't done by then is done at the next start: nothing that was acknowledged depends on a good end. */
const stopMs = 10_000;

/** `bellwether serve`: runs until it is asked to stop. A second request, or ten seconds, end it at once. */
export function register(program: Command, wire: ServeWire): void {
  program
    .command("serve")
    .description("Take events from tracking libraries, load them, keep every score up to date, and answer questions")
    .addOption(packOption())
    .option("--host <address>", "address to listen at; 0.0.0.0 for every one of this machine", "127.0.0.1")
    .addOption(portOption())
    .addOption(new Option("--log-level <level>", "log this and what is graver, one JSON document a line, to the error output").choices([...logLevels, "silent"]).default("info").env("BELLWETHER_LOG_LEVEL"))
    .option("--demo-user", "print a link that signs in once, on this machine, as a made-up administrator")
    .action((options: ServeOptions) => serve(options, wire));
}

async function demoLinkText(server: RunningServer): Promise<string> {
  const link = await server.demoLink();
  return link === undefined ? "There are teammates already, so there is no made-up one: sign in as yourself." : `Signed in as a made-up administrator, once, within 15 minutes, on this machine: ${link}`;
}

/** Starts the server and runs until it is to stop. */
export async function serve({ demoUser, ...options }: ServeOptions, { terminal, start, stopAsked, sleep, abort }: ServeWire): Promise<void> {
  const server = await start(options);
  terminal.out(`The page is at ${server.url}.\nTaking events at ${server.url}/v1: point a tracking library at ${server.url} as its host.\nAnswering at ${server.url}/api/v1; ${server.url}/api/docs says what can be asked.`);
  if (demoUser === true) terminal.out(await demoLinkText(server));
  await stopAsked();
  terminal.out("Stopping. What was acknowledged is safe.");
  const outcome = await Promise.race([server.stop().then(() => "stopped" as const), stopAsked().then(() => "asked again" as const), sleep(stopMs).then(() => "too slow" as const)]);
  if (outcome !== "stopped") {
    terminal.err(`Ended at once: ${outcome}. The next start goes on where this one was.`);
    abort();
    return;
  }
  const { stored, duplicate, dead, waiting } = server.read();
  terminal.out(`Stored ${stored}, duplicate ${duplicate}, dead ${dead}; ${waiting} wait for the next start.`);
}

/** Where the server listens. */
export const portOption = (): Option => new Option("--port <number>", "port to listen at").argParser(portOf).default(8080);

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("write a port from 0 to 65535");
}
