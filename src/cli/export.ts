import { type Command, Option } from "commander";
import { ApiProblem } from "../contract/client.ts";
import { type Subject, subjectKinds } from "../events/subject.ts";
import type { Terminal } from "./wire.ts";

export interface ExportWire {
  readonly terminal: Terminal;
  /** The records as JSON lines: of the data directory, through the process that serves it, or from a server elsewhere. */
  readonly held: (url: string | undefined, subject: Subject, take: (line: string) => void) => Promise<void>;
}

/** `bellwether export`: everything that is held of somebody, to be handed out. */
export function register(program: Command, { terminal, held }: ExportWire): void {
  const command = program
    .command("export")
    .description("Write everything that is held of a user or an account as JSON, a record a line")
    .summary("write everything that is held of a user or an account");
  for (const kind of subjectKinds) {
    command
      .command(`${kind} <id>`)
      .description(kind === "user" ? "Everything of a user: traits, memberships, events, calls as they were sent" : "Everything of an account: traits, memberships, events, scores, what people wrote, calls as they were sent")
      .addOption(new Option("--url <server>", "ask a server that is running, with the key in BELLWETHER_KEY, made with `keys create <name> --read privacy`"))
      .action(async (id: string, { url }: { readonly url?: string }) => {
        try {
          await held(url, { kind, id }, terminal.out);
        } catch (error) {
          if (!(error instanceof ApiProblem)) throw error;
          terminal.err(error.message);
          terminal.exit(1);
        }
      });
  }
}
