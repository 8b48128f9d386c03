import { type Command, Option } from "commander";
import { ApiProblem } from "../contract/client.ts";
import type { ForgotAnswer, HeldCountsAnswer, TombstonesAnswer } from "../contract/privacy.ts";
import { type Subject, type SubjectKind, subjectKinds } from "../events/subject.ts";
import { countedText } from "./format.ts";
import { jsonText } from "./json-text.ts";
import { tableText } from "./table.ts";
import type { Terminal } from "./wire.ts";

/** What is asked of the data directory, of the process that serves it, or of a server elsewhere. */
export interface ForgetDoor {
  /** What forgetting would take. */
  preview(subject: Subject): Promise<HeldCountsAnswer>;
  forget(subject: Subject): Promise<ForgotAnswer>;
  list(): Promise<TombstonesAnswer>;
}

export interface ForgetWire {
  readonly terminal: Terminal;
  readonly withPrivacy: <T>(url: string | undefined, work: (door: ForgetDoor) => Promise<T>) => Promise<T>;
  /** What somebody types as the answer; undefined where nobody can be asked. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

interface Options {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly url?: string;
  readonly json?: boolean;
}

const privacyUrl = (): Option => new Option("--url <server>", "ask a server that is running, with the key in BELLWETHER_KEY, made with `keys create <name> --read privacy`");

/** `bellwether forget`: people and accounts, for good. */
export function register(program: Command, wire: ForgetWire): void {
  const forget = program
    .command("forget")
    .description("Erase a user or an account from every store for good, and take nothing of them in again; only a salted hash is kept")
    .summary("erase a user or an account for good");
  for (const kind of subjectKinds) {
    forget
      .command(`${kind} <id>`)
      .description(kind === "user" ? "Forget a user, with the ids that `alias` calls say they had before" : "Forget an account, with what is known of users who belong to no other")
      .addOption(new Option("--dry-run", "only say how much would go from each store").conflicts("yes"))
      .option("--yes", "don't ask")
      .addOption(privacyUrl())
      .option("--json", "as JSON")
      .action((id: string, options: Options) => forgetOne(wire, { kind, id }, options));
  }
  forget
    .command("list")
    .description("When somebody was forgotten, without telling who")
    .addOption(privacyUrl())
    .option("--json", "as JSON")
    .action((options: Options) => answering(wire, async () => wire.terminal.out(await wire.withPrivacy(options.url, async (door) => listText(await door.list(), options.json === true)))));
}

async function forgetOne(wire: ForgetWire, subject: Subject, options: Options): Promise<void> {
  const { terminal } = wire;
  if (options.yes !== true) {
    const counts = await answering(wire, () => wire.withPrivacy(options.url, (door) => door.preview(subject)));
    if (counts === undefined) return;
    if (options.dryRun === true) return terminal.out(options.json === true ? jsonText(counts) : previewText(subject.kind, counts));
    terminal.err(previewText(subject.kind, counts));
  }
  if (options.yes !== true && !(await isConfirmed(wire, subject))) {
    terminal.err("Nothing was erased. Answer both questions, or say --yes where nobody can be asked.");
    return terminal.exit(1);
  }
  await answering(wire, async () => {
    const answer = await wire.withPrivacy(options.url, (door) => door.forget(subject));
    terminal.out(options.json === true ? jsonText(answer) : forgotText(subject.kind, answer));
  });
}

/** Asks twice: whom, and whether it is really meant. */
async function isConfirmed({ ask }: ForgetWire, { kind, id }: Subject): Promise<boolean> {
  if ((await ask(`Everything that is held of the ${kind} ${id} is erased, in every store, and can't be brought back. Type the id again: `)) !== id) return false;
  return (await ask("`bellwether export` writes down what is held before it goes. Type forget to erase it now: ")) === "forget";
}

async function answering<T>({ terminal }: ForgetWire, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    terminal.err(error.message);
    terminal.exit(1);
    return undefined;
  }
}

function previewText(kind: SubjectKind, { rows, calls, deadLetters, records, previousIds }: HeldCountsAnswer): string {
  const parts = [
    `from ClickHouse ${countedText(rows.events, "event", "events")}, ${countedText(rows.traits, "trait", "traits")}, ${countedText(rows.memberships, "membership", "memberships")}${kind === "account" ? ` and ${countedText(rows.scores, "row of scores", "rows of scores")}` : ""}`,
    `from the journal ${countedText(calls, "call", "calls")}`,
    `from the dead letters ${deadLetters.toLocaleString("en-US")}`,
    ...(kind === "account" ? [`from Postgres ${countedText(records, "record of people", "records of people")}`] : []),
  ];
  return `Would go: ${parts.join("; ")}.${previousIds === 0 ? "" : ` ${countedText(previousIds, "earlier id", "earlier ids")} with it.`} Measurements that \`learn\` keeps go as well, and are made again.`;
}

function forgotText(kind: SubjectKind, answer: ForgotAnswer): string {
  if (answer.state === "pending") return `The ${kind} is forgotten: nothing more is taken. A store can't be reached; what is there is erased as soon as it can be, also after a restart.`;
  const { rows, payloads, deadLetters, records, previousIds } = answer;
  const parts = [
    countedText(rows.events, "event", "events"),
    countedText(rows.traits, "trait", "traits"),
    countedText(rows.memberships, "membership", "memberships"),
    ...(kind === "account" ? [countedText(rows.scores, "row of scores", "rows of scores"), countedText(records, "record of people", "records of people")] : []),
    `calls in ${countedText(payloads, "request", "requests")} of the journal`,
    countedText(deadLetters, "dead letter", "dead letters"),
  ];
  const earlier = previousIds === 0 ? "" : ` ${countedText(previousIds, "earlier id", "earlier ids")} went with it.`;
  return `Forgotten: ${parts.join(", ")} erased.${earlier} Archives made before still hold them: delete those, and give \`restore\` the list of the forgotten.`;
}

function listText({ forgotten }: TombstonesAnswer, asJson: boolean): string {
  if (asJson) return jsonText({ forgotten });
  if (forgotten.length === 0) return "Nobody is forgotten.";
  return tableText(["what", "forgotten", "erased", "hash"].map((head) => ({ head })), forgotten.map(({ kind, at, erasedAt, hash }) => [kind, at.slice(0, 16), erasedAt?.slice(0, 16) ?? "not yet", hash.slice(0, 12)]));
}
