import type { Command } from "commander";
import { countedOutcomes } from "../engine/learn/documents.ts";
import { readOutcomes } from "../engine/learn/outcomes.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnStore, type LearnWire, learnOptions, portsOf, progressOf, requestOf } from "./learn-options.ts";
import { limitOption } from "./options.ts";
import { outcomesText } from "./outcomes-text.ts";
import { withStore } from "./scoring.ts";

interface Options extends LearnOptions {
  readonly limit: number;
}

/** `bellwether learn outcomes`: what is counted as renewed, grown and lost, before anything is learned from it. */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("outcomes"))
    .description("What is counted as renewed, grown and lost, year by year, and where the data contradicts itself")
    .addOption(limitOption("how many losses and contradictions of each kind are shown"))
    .action((options: Options) => withStore(wire, (store) => outcomesCommand(wire, store as LearnStore, options)));
}

async function outcomesCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const answer = await readOutcomes(portsOf(store), request, progressOf(wire));
  wire.progress("");
  const { limit } = options;
  wire.terminal.out(options.json ? jsonText(countedOutcomes(answer.outcomes)) : outcomesText(answer, { pack, limit, paint: wire.terminal.paint }));
}
