import type { Command } from "commander";
import { type BacktestRequest, runBacktest, scoreGrid } from "../engine/learn/backtest.ts";
import { backtestDocument } from "../engine/learn/documents.ts";
import { readPast } from "../engine/learn/past.ts";
import { compileScorer } from "../engine/scorer.ts";
import { backtestText } from "./backtest-text.ts";
import { jsonText } from "./json-text.ts";
import { type LearnOptions, type LearnRequest, type LearnStore, type LearnWire, learnOptions, portsOf, progressOf, requestOf } from "./learn-options.ts";
import { Refused, dayOf, loadPack, withStore } from "./scoring.ts";

interface Options extends LearnOptions {
  readonly against?: string;
  readonly testFrom?: string;
  readonly histories?: boolean;
}

/** `bellwether learn backtest`: does the score tell the truth? */
export function register(learn: Command, wire: LearnWire): void {
  learnOptions(learn.command("backtest"))
    .description("Score the past from what was known then, and judge the scores by what became of the customers")
    .option("--against <folder>", "another pack, such as the one in use, to compare with")
    .option("--test-from <date>", "judge only scores from this day on: those that the model wasn't tuned on")
    .option("--histories", "show the score of each lost customer over the year before, also when there are enough for a verdict")
    .action((options: Options) => withStore(wire, (store) => backtestCommand(wire, store as LearnStore, options)));
}

async function backtestCommand(wire: LearnWire, store: LearnStore, options: Options): Promise<void> {
  const { pack, request } = await requestOf(wire, store, options);
  const against = options.against === undefined ? undefined : await otherScores(wire, store, { folder: options.against, request });
  const testFrom = options.testFrom === undefined ? undefined : dayOf("--test-from", options.testFrom, { zone: pack.pack.timezone, now: wire.clock() });
  const answer = await runBacktest(portsOf(store), { ...request, ...(against && { against }), ...(testFrom !== undefined && { testFrom }) }, progressOf(wire));
  wire.progress("");
  wire.terminal.out(options.json ? jsonText(backtestDocument(answer)) : backtestText(answer, pack, { paint: wire.terminal.paint, histories: options.histories ?? false }));
}

/** The scores that another pack would have given over the same past. */
async function otherScores(wire: LearnWire, store: LearnStore, { folder, request }: { folder: string; request: LearnRequest }): Promise<NonNullable<BacktestRequest["against"]>> {
  const pack = loadPack(folder, wire);
  const { timezone } = request.scorer.pack.pack;
  if (pack.pack.timezone !== timezone) throw new Refused(`The pack ${folder} counts days in ${pack.pack.timezone}, the one to be judged in ${timezone}: their scores are never of the same instant.`);
  const other = { ...request, scorer: compileScorer(pack) };
  const past = await readPast(portsOf(store), { ...other, metrics: pack.metrics }, progressOf(wire, `scoring the past with ${pack.pack.name}`));
  return { name: pack.pack.name === request.scorer.pack.pack.name ? folder : pack.pack.name, history: scoreGrid(past, other) };
}
