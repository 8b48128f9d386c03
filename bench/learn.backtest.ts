import { fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, type BenchOptions, type Figure, medianOf, rounded } from "./bench.ts";
import type { Ran, Work } from "./backtest/run.ts";
import { type Size, benchFolder } from "./simulated-events.ts";

const mostSeconds = 25;
const mostAgain = 5;
const mostGigabytes = 2;

const sizeOf = ({ quick }: BenchOptions): Size => ({ ...(quick ? { events: 500_000, accounts: 2000 } : { events: 20_000_000, accounts: 20_000 }), days: 728 });
const keptFolder = join(benchFolder, "measured");

/** The first backtest measures the past, the one of a changed draft finds it measured: each in a process of its own, as a user runs them. */
export const bench: Bench = {
  async run(options) {
    const size = sizeOf(options);
    await inProcess({ size, kept: keptFolder, draft: "none" });
    const runs = options.quick ? 1 : 3;
    const [first, again]: [Ran[], Ran[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      await rm(keptFolder, { recursive: true, force: true });
      first.push(await inProcess({ size, kept: keptFolder, draft: "first" }));
      again.push(await inProcess({ size, kept: keptFolder, draft: "changed" }));
    }
    await rm(keptFolder, { recursive: true, force: true });
    return [timeFigure("backtest", first, mostSeconds), timeFigure("backtest of a draft with other weights and scales", again, mostAgain), memoryFigure([...first, ...again])];
  },
};

const median = (runs: readonly Ran[], figure: (ran: Ran) => number): number => medianOf(runs.map(figure));

function timeFigure(name: string, runs: readonly Ran[], most: number): Figure {
  const seconds = median(runs, ({ ms }) => ms / 1000);
  const [{ weeks, accounts, decisions }] = runs as [Ran];
  return {
    name: `${name}: seven metrics, ${weeks} weeks, ${accounts.toLocaleString("en")} accounts, ${decisions.toLocaleString("en")} renewals and losses`,
    value: rounded(seconds),
    unit: "s",
    target: `at most ${most}`,
    ok: seconds <= most,
    runs: runs.length,
    note: `${rounded(median(runs, ({ ms, instantMs }) => ms / instantMs), 1)} times measuring one instant in the same process; ${rounded(median(runs, ({ processorSeconds }) => processorSeconds), 1)} s of processor time`,
  };
}

function memoryFigure(runs: readonly Ran[]): Figure {
  const gigabytes = Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e9;
  return { name: "most memory held by any of them", value: rounded(gigabytes), unit: "GB", target: `at most ${mostGigabytes}`, ok: gigabytes <= mostGigabytes, runs: 1 };
}

function inProcess(work: Work): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("backtest/run.ts", import.meta.url)), [JSON.stringify(work)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    let ran: Ran | undefined;
    child.on("message", (message: Ran) => (ran = message));
    child.once("close", (code) => (ran ? resolve(ran) : reject(new Error(`a backtest ended with ${code} and no answer`))));
  });
}
