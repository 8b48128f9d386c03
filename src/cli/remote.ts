import { Option } from "commander";
import { ApiProblem, type Client } from "../contract/client.ts";
import { accountAnswered } from "./find-account.ts";
import { Refused, type ScoringWire, refusing } from "./scoring.ts";

/** The data directory belongs to one process; while a server has it, commands ask the server. */
export const urlOption = (): Option => new Option("--url <server>", "ask a server that is running, with the read key in BELLWETHER_KEY, instead of reading the data directory; its pack counts").conflicts("pack");

/** The same for what has no pack of its own. */
export const serverOption = (scope: string): Option => new Option("--url <server>", `ask a server that is running, with a key for \`${scope}\` in BELLWETHER_KEY, instead of the data directory`);

/** Works with a server. What it answers as a problem, and that there is no answer, are said in one line. */
export async function withServer(wire: Pick<ScoringWire, "client" | "progress" | "terminal">, url: string, work: (client: Client) => Promise<void>): Promise<void> {
  await refusing(wire, () => answeredBy(url, () => work(wire.client(url))));
}

/** What a server answers as a problem, and that there is no answer, become refusals. */
export async function answeredBy<T>(url: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiProblem) throw new Refused([error.message, ...(error.problem.errors ?? []).map(({ message }) => message), ...(error.problem.status === 401 ? ["Set BELLWETHER_KEY to a read key: `bellwether keys create <name> --read accounts people` makes one."] : [])].join(error.problem.errors ? "\n" : " "));
    if (error instanceof TypeError) throw new Refused(url === undefined ? "The process that serves the data directory doesn't answer. Is it stopping, or stuck?" : `No server answers at ${url}.`);
    throw error;
  }
}

/** The account with that id, or the only one with that name. Throws Refused, with those that may have been meant. */
export async function remoteAccount(client: Client, asked: string): Promise<string> {
  return accountAnswered(await client.findAccount({ asked }), asked);
}

/** What a server says of the instant, as the command line says it. */
export const noteText = (note: string): string => note.replace(/\.$/, "; --as-of now scores today.");
