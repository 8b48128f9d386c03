import { fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, type BenchOptions, type Figure, rounded } from "./bench.ts";
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
    await rm(keptFolder, { recursive: true, force: true });
    const first = await inProcess({ size, kept: keptFolder, draft: "first" });
    const again = await inProcess({ size, kept: keptFolder, draft: "changed" });
    await rm(keptFolder, { recursive: true, force: true });
    return [timeFigure("backtest", first, mostSeconds), timeFigure("backtest of a draft with other weights and bands", again, mostAgain), memoryFigure([first, again])];
  },
};

function timeFigure(name: string, ran: Ran, most: number): Figure {
  const seconds = ran.ms / 1000;
  return {
    name: `${name}: seven metrics, ${ran.weeks} weeks, ${ran.accounts.toLocaleString("en")} accounts, ${ran.decisions.toLocaleString("en")} renewals and losses`,
    value: rounded(seconds),
    unit: "s",
    target: `at most ${most}`,
    ok: seconds <= most,
    runs: 1,
    note: `${rounded(ran.ms / ran.instantMs, 1)} times measuring one instant right before; ${rounded(ran.processorSeconds, 1)} s of processor time`,
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
