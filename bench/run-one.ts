import type { Bench } from "./bench.ts";

/** Runs one bench in this process, which `run.ts` started for it, and hands the figures back. */
const [file = "", quick] = process.argv.slice(2);
const { bench } = (await import(new URL(file, import.meta.url).href)) as { readonly bench: Bench };
const skipped = bench.lacking?.();
const answer = skipped === undefined ? { figures: await bench.run({ quick: quick === "quick" }) } : { skipped };
process.send?.(answer, undefined, undefined, () => process.exit(0));
