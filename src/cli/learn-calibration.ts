import type { Command } from "commander";
import { runCalibration } from "../engine/learn/calibration.ts";
import { calibrationDocument } from "../engine/learn/documents.ts";
import { calibrationText } from "./calibration-text.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnStore, type LearnWire, learnOptions, portsOf, progressOf, requestOf, withinOption } from "./learn-options.ts";
import { withStore } from "./scoring.ts";

interface Options extends LearnOptions {
  readonly within: number;
}

/** `bellwether learn calibration`: what a score, and a band, has meant so far. */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("calibration"))
    .description("How often customers of each band and score were lost, and grew, within so many days; and whether that held later")
    .addOption(withinOption())
    .action((options: Options) => withStore(wire, (store) => calibrationCommand(wire, store as LearnStore, options)));
}

async function calibrationCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const answer = await runCalibration(portsOf(store), { ...request, horizonDays: options.within }, progressOf(wire));
  wire.progress("");
  wire.terminal.out(options.json ? jsonText(calibrationDocument(answer)) : calibrationText(answer, { pack, paint: wire.terminal.paint }));
}
