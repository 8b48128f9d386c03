import type { Command } from "commander";
import type { JournalCover } from "../engine/rebuild.ts";
import { countedText } from "./format.ts";
import type { Terminal } from "./wire.ts";

interface Plan {
  readonly cover: JournalCover;
  readonly covered: number;
  readonly others: number;
}

export interface RebuildWire {
  readonly terminal: Terminal;
  readonly withRebuild: <T>(work: (open: { plan(): Promise<Plan>; run(): Promise<number> }) => Promise<T>) => Promise<T>;
}

/** `bellwether rebuild`: ClickHouse once more from the journal. */
export function register(program: Command, { terminal, withRebuild }: RebuildWire): void {
  program
    .command("rebuild")
    .description("Load everything that the journal keeps into ClickHouse once more, in the place of what came from it; everything else stays as it is")
    .summary("load what the journal keeps into ClickHouse once more")
    .option("--yes", "do it; otherwise it is only said what can be rebuilt and what can't")
    .action((options: { readonly yes?: boolean }) =>
      withRebuild(async (open) => {
        terminal.out(planText(await open.plan()));
        if (options.yes !== true) {
          terminal.err("Nothing was changed. Say --yes to rebuild.");
          return terminal.exit(1);
        }
        terminal.out(`Rebuilt: ${countedText(await open.run(), "call", "calls")} stored. \`bellwether score\`, or the next start of \`bellwether serve\`, computes scores from them.`);
      }),
    );
}

function planText({ cover: { calls, received, holes }, covered, others }: Plan): string {
  const range = received ? `, received from ${minute(received.first)} to ${minute(received.last)}` : "";
  return [
    `The journal keeps ${countedText(calls, "call", "calls")}${range}. They are loaded once more; ${countedText(covered, "row", "rows")} of ClickHouse came from them.`,
    `Not covered: what was received before, and what was imported or recorded otherwise. ${countedText(others, "row", "rows")} of that ${others === 1 ? "is" : "are"} in ClickHouse and ${others === 1 ? "stays" : "stay"}; what is missing of it has to be imported again, or restored from a backup.`,
    ...(holes.length > 0 ? [`${countedText(holes.length, "place", "places")} of the journal can't be read or belong to somebody who is forgotten: rows of the batches around them stay as they are.`] : []),
  ].join("\n");
}

const minute = (instant: number): string => `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
