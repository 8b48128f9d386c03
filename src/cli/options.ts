import { InvalidArgumentError, Option } from "commander";

/** A whole number of at least 1; what else is written is refused before anything is done. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1) throw new InvalidArgumentError("Write a whole number of at least 1, such as 15.");
  return number;
}

export const limitOption = (what = "how many accounts each list shows"): Option => new Option("-n, --limit <number>", what).argParser(wholeNumber).default(15);

/** Absent, `packInUse` says what counts. */
export const packOption = (): Option => new Option("-p, --pack <folder>", "the pack that defines health (default: the version that was applied last, or else pack, or else the example three-categories)");
