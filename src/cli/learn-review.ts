import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { reviewDocument } from "../engine/learn/documents.ts";
import { runReview } from "../engine/learn/review.ts";
import { shiftDays } from "../lib/zone.ts";
import { htmlOf } from "./document-html.ts";
import { markdownOf } from "./document-markdown.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnStore, type LearnWire, learnOptions, portsOf, progressOf, requestOf } from "./learn-options.ts";
import { reviewBlocks, reviewTitle } from "./review-document.ts";
import { Refused, dayOf, withStore } from "./scoring.ts";

interface Options extends LearnOptions {
  readonly since?: string;
  readonly write?: string;
}

/** `bellwether learn review`: the look back of a year, to read, to send and to print. */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("review"))
    .description("The yearly review: did score, losses and growth move together, where did the model fail, and were people or the model right")
    .option("--since <date>", "look back to this day (default: a year before the end)")
    .option("--write <folder>", "write review.md and review.html there, instead of printing Markdown")
    .action((options: Options) => withStore(wire, (store) => reviewCommand(wire, store as LearnStore, options)));
}

const files = ["review.md", "review.html"] as const;

async function reviewCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { write: folder } = options;
  const taken = folder === undefined ? undefined : files.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (taken !== undefined) throw new Refused(`${taken} is there already; name another folder, so that nothing is overwritten.`);
  const { pack, request } = await requestOf(wire, store, options);
  const { timezone: zone } = pack.pack;
  const since = options.since === undefined ? shiftDays(request.to, -365, zone) : dayOf("--since", options.since, { zone, now: wire.clock() });
  const answer = await runReview(portsOf(store), { ...request, since }, progressOf(wire));
  wire.progress("");
  if (options.json) {
    wire.terminal.out(jsonText(reviewDocument(answer)));
    return;
  }
  const blocks = reviewBlocks(answer, pack);
  if (folder === undefined) {
    wire.terminal.out(markdownOf(blocks).trimEnd());
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "review.md"), markdownOf(blocks), { flag: "wx" });
  writeFileSync(join(folder, "review.html"), htmlOf(reviewTitle(answer, pack), blocks), { flag: "wx" });
  wire.terminal.out(files.map((name) => `wrote ${join(folder, name)}`).join("\n"));
}
