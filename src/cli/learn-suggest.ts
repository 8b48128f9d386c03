import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { countedOutcomes } from "../engine/learn/documents.ts";
import { type SuggestAnswer, runSuggest } from "../engine/learn/suggest.ts";
import { defaultOutcomeDefinition, type OutcomeDefinition } from "../insights/outcomes/definition.ts";
import { formatDuration } from "../lib/duration.ts";
import { localDate } from "../lib/zone.ts";
import { type Amendment, amendPack } from "../pack/amend.ts";
import { parsePack } from "../pack/parse.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnStore, type LearnWire, candidatesOption, learnOptions, portsOf, progressOf, requestOf } from "./learn-options.ts";
import { metricsOf } from "./metric-snippet.ts";
import { Refused, dayOf, withStore } from "./scoring.ts";
import { suggestText } from "./suggest-text.ts";

interface Options extends LearnOptions {
  readonly candidates: number;
  readonly most: number;
  readonly split?: string;
  readonly write?: string;
}

/** A model of more than eight metrics is one that nobody can keep in mind. */
const mostMetrics = 8;

function fewMetrics(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > mostMetrics) throw new InvalidArgumentError(`Write a number from 1 to ${mostMetrics}.`);
  return number;
}

/** `bellwether learn suggest`: the model that the past would have wanted. Never applied by itself. */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("suggest"))
    .description("Weights, scales and bands that earlier outcomes would have wanted, tried on later ones, as a diff of the pack; nothing is changed")
    .addOption(candidatesOption("how many candidates from the data to consider beside the pack's own metrics"))
    .addOption(new Option("--most <metrics>", "how many metrics at most").argParser(fewMetrics).default(6))
    .option("--split <date>", "learn from before this day, judge from it on (default: 60 % of the losses lie before)")
    .option("--write <folder>", "write the pack as suggested into a new folder, instead of printing the diff")
    .action((options: Options) => withStore(wire, (store) => suggestCommand(wire, store as LearnStore, options)));
}

async function suggestCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  if (options.write !== undefined && existsSync(options.write) && readdirSync(options.write).length > 0) throw new Refused(`${options.write} isn't empty; name a new folder, so that nothing is overwritten.`);
  const { pack, files, request } = await requestOf(wire, store, options);
  const { timezone: zone } = pack.pack;
  const splitAt = options.split === undefined ? undefined : dayOf("--split", options.split, { zone, now: wire.clock() });
  const answer = await runSuggest(portsOf(store), { ...request, candidates: options.candidates, mostMetrics: options.most, ...(splitAt !== undefined && { splitAt }) }, progressOf(wire));
  wire.progress("");
  const amended = amendedFiles(answer, { pack, files, definition: request.definition });
  if (amended && options.write !== undefined) writeFiles(options.write, amended);
  if (options.json) wire.terminal.out(jsonText({ ...answer, outcomes: countedOutcomes(answer.outcomes), ...(amended && { files: amended.map(({ path, text }) => ({ file: basename(path), text })) }) }));
  else wire.terminal.out(suggestText(answer, { pack, paint: wire.terminal.paint, before: files, after: amended ?? [], written: options.write }));
}

interface Present {
  readonly pack: Pack;
  readonly files: readonly PackFile[];
  readonly definition: OutcomeDefinition;
}

/** The files of the pack with the suggestion in them; undefined when there is none. Throws when they would make no pack. */
function amendedFiles(answer: SuggestAnswer, { pack, files, definition }: Present): PackFile[] | undefined {
  if (answer.kind !== "tried" || !answer.result.possible) return undefined;
  const { result, candidates, splitAt } = answer;
  const added = result.change.metrics.filter(({ id }) => !(id in pack.metrics));
  const definitions = Object.fromEntries(Object.entries(metricsOf(added.map(({ id, better }) => ({ id, why: `Learned from outcomes before ${localDate(splitAt, pack.pack.timezone)}: ${better} of it went before renewals.` })), candidates)).filter(([id]) => !(id in pack.metrics)));
  const outcomes: Amendment["outcomes"] = { ...settingsOf(definition, pack), learned_until: localDate(splitAt, pack.pack.timezone) };
  const amended = amendPack(files, pack, { metrics: result.change.metrics, bands: result.change.bands, definitions, outcomes });
  const [problem] = parsePack(amended).problems;
  if (problem) throw new Error(`The suggestion can't be written into this pack: ${problem.message} (${problem.place.file}:${problem.place.line}).`);
  return amended;
}

/** What was said on the command line, where it isn't what the pack says already: the suggestion holds under it. */
function settingsOf(definition: OutcomeDefinition, { outcomes }: Pack): Amendment["outcomes"] {
  const { grace, merge_gap: gap, trust, product_loss: loss, leads } = definition;
  return {
    ...(formatDuration(grace) !== (outcomes ? formatDuration(outcomes.grace) : "30d") && { grace: formatDuration(grace) }),
    ...(gap && formatDuration(gap) !== (outcomes?.merge_gap ? formatDuration(outcomes.merge_gap) : "") && { merge_gap: formatDuration(gap) }),
    ...(trust !== (outcomes?.trust ?? "contracts") && { trust }),
    ...(String(leads) !== String((outcomes ?? defaultOutcomeDefinition).leads) && { leads }),
    ...(loss !== (outcomes?.product_loss ?? "contraction") && { product_loss: loss }),
  };
}

function writeFiles(folder: string, files: readonly PackFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of files) writeFileSync(join(folder, basename(path)), text, { flag: "wx" });
}
