import type { Command } from "commander";
import type { Client } from "../contract/client.ts";
import { limitOption, packOption } from "./options.ts";
import { accountPipelineText, pipelineText } from "./pipeline-text.ts";
import { urlOption, withServer } from "./remote.ts";
import { type ScoringWire, refusing } from "./scoring.ts";

/** What is asked, of whoever knows it. */
export type PipelineDoor = Pick<Client, "getPipeline" | "getAccountPipeline">;

export interface PipelineWire extends Pick<ScoringWire, "terminal" | "progress" | "client"> {
  readonly timezone: string;
  /** Asks the process that serves the data directory where there is one, else the directory itself, with the metrics of a pack. */
  readonly withPipeline: (pack: string | undefined, work: (door: PipelineDoor) => Promise<void>) => Promise<void>;
}

interface Options {
  readonly account?: string;
  readonly pack?: string;
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `bellwether pipeline`: where every call has gone, and why an account isn't seen. */
export function register(program: Command, wire: PipelineWire): void {
  program
    .command("pipeline")
    .description("Show where every received call has gone, and when each source was last heard of; of one account, what arrived and which metrics count it")
    .summary("where received calls have gone, and why an account isn't seen")
    .option("-a, --account <account>", "why don't I see it: which of its events arrived lately, how they were attributed, what counts them")
    .addOption(packOption())
    .addOption(limitOption("how many events of the account are shown"))
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (options: Options) => {
      const work = (door: PipelineDoor): Promise<void> => show(door, wire, options);
      if (options.url === undefined) await refusing(wire, () => wire.withPipeline(options.pack, work));
      else await withServer(wire, options.url, work);
    });
}

/** What one answer holds at most. */
const mostShown = 500;

async function show(door: PipelineDoor, { terminal, timezone }: PipelineWire, { account, limit, json }: Options): Promise<void> {
  if (account === undefined) {
    const pipeline = await door.getPipeline({});
    terminal.out(json ? JSON.stringify(pipeline, null, 2) : pipelineText(pipeline, timezone));
    return;
  }
  const found = await door.getAccountPipeline({ account, limit: Math.min(limit, mostShown) });
  terminal.out(json ? JSON.stringify(found, null, 2) : accountPipelineText(found, timezone));
}
