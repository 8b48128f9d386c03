import { type Command, InvalidArgumentError, Option } from "commander";
import type { LearnProgress } from "../engine/learn/as-known.ts";
import type { KeptPorts } from "../engine/learn/kept-values.ts";
import type { PastRequest } from "../engine/learn/past.ts";
import type { WonLostPorts } from "../engine/learn/won-lost.ts";
import type { CatalogueReader, KnownLate } from "../engine/ports.ts";
import { removedText, whyRemoved } from "../engine/retention/told.ts";
import { compileScorer } from "../engine/scorer.ts";
import { defaultOutcomeDefinition, type OutcomeDefinition } from "../insights/outcomes/definition.ts";
import { outcomeKinds, type OutcomeKind } from "../insights/outcomes/outcome.ts";
import { type Duration, formatDuration, inDays, parseDuration } from "../lib/duration.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import { packOption } from "./options.ts";
import { stepLine } from "./progress.ts";
import { Refused, type ScoringStore, type ScoringWire, dayOf, noData, packInUse } from "./scoring.ts";

export interface LearnStore extends ScoringStore {
  readonly accounts: ScoringStore["accounts"] & KnownLate;
  readonly catalogue: CatalogueReader;
  readonly kept: KeptPorts;
}
export type LearnWire = Omit<ScoringWire, "openStore"> & { readonly openStore: () => Promise<LearnStore> };

/** What every question to the past can be asked with. */
export interface LearnOptions {
  readonly pack?: string;
  readonly asOf?: string;
  readonly grace?: Duration;
  readonly mergeGap?: Duration;
  readonly productLoss?: OutcomeDefinition["product_loss"];
  readonly count?: readonly OutcomeKind[];
  readonly trust?: OutcomeDefinition["trust"];
  readonly leads?: readonly number[];
  readonly json?: boolean;
}

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new InvalidArgumentError("Write a duration such as 30d or 8w.");
  return parsed;
}

function kinds(text: string): OutcomeKind[] {
  if (text === "none") return [];
  const named = text.split(",").map((kind) => kind.trim());
  const unknown = named.find((kind) => !outcomeKinds.includes(kind as OutcomeKind));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no outcome \`${unknown}\`; write some of ${outcomeKinds.join(",")}, or none.`);
  return named as OutcomeKind[];
}

function daysList(text: string): number[] {
  const days = text.split(",").map(Number);
  if (days.some((day, place) => !Number.isInteger(day) || day < 1 || day <= (days[place - 1] ?? 0))) throw new InvalidArgumentError("Write days in ascending order, such as 30,60,90.");
  return days;
}

/** The options that all commands of `learn` share; what the pack's section `outcomes` says holds where an option is absent. */
export function learnOptions(command: Command): Command {
  return command
    .addOption(packOption())
    .option("--as-of <date>", "take the data as it was at the start of this day: where it really ends")
    .addOption(new Option("--grace <duration>", "a contract that follows within this renews (default: the pack's, else 30d)").argParser(duration))
    .addOption(new Option("--merge-gap <duration>", "who comes back within this has paused, not churned (default: the grace period)").argParser(duration))
    .addOption(new Option("--product-loss <what>", "what it is when one product of several ends").choices(["contraction", "churn"]))
    .addOption(new Option("--count <kinds>", "which recorded outcomes count, such as churned,renewed; or none").argParser(kinds))
    .addOption(new Option("--trust <which>", "what counts where contracts and recorded outcomes disagree").choices(["contracts", "recorded"]))
    .addOption(new Option("--leads <days>", "how long before a decision to look (default: the pack's, else 30,60,90,180)").argParser(daysList))
    .option("--json", "print one JSON document");
}

/** What counts as what: the options over the pack's section `outcomes` over the defaults. */
export function definitionOf(pack: Pack, options: Omit<LearnOptions, "pack">): OutcomeDefinition {
  const { grace, mergeGap, productLoss, count, trust, leads } = options;
  const definition: OutcomeDefinition = {
    ...(pack.outcomes ?? defaultOutcomeDefinition),
    ...(grace && { grace }),
    ...(mergeGap && { merge_gap: mergeGap }),
    ...(productLoss && { product_loss: productLoss }),
    ...(count && { recorded: [...count] }),
    ...(trust && { trust }),
    ...(leads && { leads: [...leads] }),
  };
  const { merge_gap: gap } = definition;
  if (gap !== undefined && inDays(gap) < inDays(definition.grace)) {
    throw new Refused(`The merge gap of ${formatDuration(gap)} is shorter than the grace period of ${formatDuration(definition.grace)}: who comes back in time has renewed. Give both, with --grace and --merge-gap.`);
  }
  return definition;
}

export type LearnRequest = Omit<PastRequest, "metrics">;

/** The pack, and everything that was known up to the day asked for. */
export async function requestOf(wire: LearnWire, store: LearnStore, options: LearnOptions): Promise<{ pack: Pack; files: readonly PackFile[]; request: LearnRequest }> {
  const { pack, files } = await packInUse(options.pack, wire);
  const span = await store.accounts.span(wire.workspace);
  if (!span) throw new Refused(noData);
  const zone = pack.pack.timezone;
  const to: Instant = options.asOf === undefined ? Math.min(span.to, wire.clock()) : dayOf("--as-of", options.asOf, { zone, now: wire.clock() });
  const removed = whyRemoved(span, to, zone);
  if (removed !== undefined) throw new Refused(removed);
  if (span.removedBefore !== undefined) wire.terminal.err(`${removedText(span.removedBefore, zone)} The past that is learned from begins there.`);
  if (to < span.from) throw new Refused(`The data begins on ${localDate(span.from, zone)}, so nothing was known on ${localDate(to, zone)}.`);
  return { pack, files, request: { workspace: wire.workspace, scorer: compileScorer(pack), from: span.from, to, definition: definitionOf(pack, options) } };
}

export const portsOf = ({ measurer, accounts, catalogue, kept }: LearnStore): WonLostPorts => ({ measurer, accounts, catalogue, kept });

/** One line that says how far reading the past has come. */
export function progressOf(wire: LearnWire, doing = "reading the past"): LearnProgress {
  const started = wire.clock();
  return (done, of) => wire.progress(stepLine({ doing, done, ...(of !== undefined && { of }), unit: "accounts", elapsedMs: wire.clock() - started }));
}

/** How far ahead is asked, as whole days. */
export const withinOption = (): Option =>
  new Option("--within <duration>", "how far ahead to look").default(90, "90d").argParser((text) => {
    const days = inDays(duration(text));
    if (!Number.isInteger(days) || days < 1) throw new InvalidArgumentError("Write whole days, such as 90d.");
    return days;
  });

export const candidatesOption = (what: string): Option =>
  new Option("--candidates <number>", what).default(60).argParser((text) => {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Write a whole number, such as 60; 0 tries none.");
    return Number(text);
  });
