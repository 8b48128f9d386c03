import { type Command, Option } from "commander";
import { type BacktestAnswer, runBacktest } from "../engine/learn/backtest.ts";
import type { LearnPorts, PastRequest } from "../engine/learn/past.ts";
import { type WonLostAnswer, runWonLost } from "../engine/learn/won-lost.ts";
import type { CatalogueReader, KnownLate } from "../engine/ports.ts";
import { compileScorer } from "../engine/scorer.ts";
import { defaultOutcomeDefinition } from "../insights/outcomes/definition.ts";
import type { Pack } from "../pack/schema.ts";
import { jsonText } from "./json-text.ts";
import { backtestText, wonLostText } from "./learn-text.ts";
import { packOption } from "./options.ts";
import { Refused, type ScoringStore, type ScoringWire, dayOf, loadPack, noData, withStore } from "./scoring.ts";

export interface LearnStore extends ScoringStore {
  readonly accounts: ScoringStore["accounts"] & KnownLate;
  readonly catalogue: CatalogueReader;
}
export type LearnWire = Omit<ScoringWire, "openStore"> & { readonly openStore: () => Promise<LearnStore> };

interface Options {
  readonly pack: string;
  readonly asOf?: string;
  readonly candidates?: string;
  readonly trust: "contracts" | "recorded";
  readonly json?: boolean;
}

/** `bellwether learn`: what the past says about the measurements, and about the score. */
export function register(program: Command, wire: LearnWire): void {
  const learn = program.command("learn").description("Learn from renewals and losses: which measurements went before them, and whether the score tells the truth").summary("what the past says about metrics and scores");
  const options = (command: Command): Command =>
    command
      .addOption(packOption(wire.defaultPack))
      .option("--as-of <date>", "take the data as it was at the start of this day: where it really ends")
      .addOption(new Option("--trust <which>", "what counts where contracts and recorded outcomes disagree").choices(["contracts", "recorded"]).default("contracts"))
      .option("--json", "print one JSON document");
  options(learn.command("backtest"))
    .description("Score the past from what was known then, and judge the scores by what became of the customers")
    .action((chosen: Options) => withStore(wire, (store) => backtestCommand(wire, store as LearnStore, chosen)));
  options(learn.command("won-lost"))
    .description("Which metrics, and candidates found in the data, went before renewals and which before losses")
    .option("--candidates <number>", "how many candidates to try beside the pack's own metrics; each one raises the bar for all", "60")
    .action((chosen: Options) => withStore(wire, (store) => wonLostCommand(wire, store as LearnStore, chosen)));
}

async function requestOf(wire: LearnWire, store: LearnStore, { pack: folder, asOf, trust }: Options): Promise<{ pack: Pack; request: Omit<PastRequest, "metrics"> }> {
  const pack = loadPack(folder, wire);
  const span = await store.accounts.span(wire.workspace);
  if (!span) throw new Refused(noData);
  const to = asOf === undefined ? Math.min(span.to, wire.clock()) : dayOf("--as-of", asOf, { zone: pack.pack.timezone, now: wire.clock() });
  return { pack, request: { workspace: wire.workspace, scorer: compileScorer(pack), from: span.from, to, definition: { ...defaultOutcomeDefinition, trust } } };
}

const portsOf = ({ measurer, accounts, catalogue }: LearnStore): LearnPorts & { catalogue: CatalogueReader } => ({ measurer, accounts, catalogue });

async function backtestCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const answer: BacktestAnswer = await runBacktest(portsOf(store), request, (accounts) => wire.progress(`reading the past: ${accounts} accounts`));
  wire.progress("");
  wire.terminal.out(options.json ? jsonText(withoutMaps(answer)) : backtestText(answer, pack, wire.terminal.paint));
}

async function wonLostCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const candidates = Number(options.candidates ?? 60);
  if (!Number.isInteger(candidates) || candidates < 0) throw new Refused(`--candidates takes a whole number, not \`${options.candidates}\`.`);
  const answer: WonLostAnswer = await runWonLost(portsOf(store), { ...request, candidates }, (accounts) => wire.progress(`reading the past: ${accounts} accounts`));
  wire.progress("");
  wire.terminal.out(options.json ? jsonText(withoutMaps(answer)) : wonLostText(answer, pack, wire.terminal.paint));
}

/** The report as JSON; the bulk that it was computed from stays out. */
function withoutMaps(answer: BacktestAnswer | WonLostAnswer): unknown {
  const { outcomes, ...rest } = answer;
  const { revenue: _revenue, spans: _spans, ...counted } = outcomes;
  return { ...("history" in rest ? { ...rest, history: undefined } : rest), outcomes: counted };
}
