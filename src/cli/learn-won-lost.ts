import type { Command } from "commander";
import { wonLostDocument } from "../engine/learn/documents.ts";
import { runWonLost } from "../engine/learn/won-lost.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnStore, type LearnWire, candidatesOption, learnOptions, portsOf, progressOf, requestOf } from "./learn-options.ts";
import { withStore } from "./scoring.ts";
import { wonLostText } from "./won-lost-text.ts";

interface Options extends LearnOptions {
  readonly candidates: number;
}

/** `bellwether learn won-lost`: what went before renewals, and what before losses. */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("won-lost"))
    .description("Which metrics, and candidates found in the data, went before renewals, losses and growth, and how soon value has to come")
    .addOption(candidatesOption("how many candidates to try beside the pack's own metrics; each one raises the bar for all"))
    .action((options: Options) => withStore(wire, (store) => wonLostCommand(wire, store as LearnStore, options)));
}

async function wonLostCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const answer = await runWonLost(portsOf(store), { ...request, candidates: options.candidates }, progressOf(wire));
  wire.progress("");
  wire.terminal.out(options.json ? jsonText(wonLostDocument(answer)) : wonLostText(answer, pack, wire.terminal.paint));
}
