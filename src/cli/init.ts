import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { packJsonSchema } from "../pack/json-schema.ts";
import { currencyProblem, zoneProblem } from "../pack/places-and-money.ts";
import { starterPack } from "../pack/starter/starter-pack.ts";
import type { InitWire, MappingGuess } from "./wire.ts";

interface InitOptions {
  readonly from?: string;
  readonly timezone?: string;
  readonly currency?: string;
}

interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** `bellwether init`: a first pack and an import mapping, in files that weren't there. */
export function register(program: Command, wire: InitWire): void {
  program
    .command("init")
    .description("Write a commented first pack and an import mapping; never overwrites a file")
    .summary("write a first pack and an import mapping")
    .argument("[folder]", "where to write them", ".")
    .option("--from <exports>", "folder of exports (CSV, XLSX): proposes only metrics that they can feed")
    .option("--timezone <name>", "IANA name of the time zone in which days begin and end")
    .option("--currency <code>", "ISO 4217 code of the currency in which revenue is shown")
    .action((folder: string, options: InitOptions) => init(folder, options, wire));
}

async function init(folder: string, options: InitOptions, wire: InitWire): Promise<void> {
  const refusal = whyNot(folder, options) ?? (await write(folder, options, wire));
  if (refusal === undefined) return;
  wire.terminal.err(refusal);
  wire.terminal.exit(1);
}

function whyNot(folder: string, { from, timezone, currency }: InitOptions): string | undefined {
  const taken = inTheWay(folder);
  if (taken !== undefined) return `${taken} is already there, and init never overwrites; choose another folder, or remove it`;
  if (from !== undefined && !existsSync(from)) return `there is no folder ${from}`;
  return (timezone === undefined ? undefined : zoneProblem(timezone)) ?? (currency === undefined ? undefined : currencyProblem(currency));
}

/** Writes the files and says so; returns what went wrong instead. */
async function write(folder: string, options: InitOptions, wire: InitWire): Promise<string | undefined> {
  const guess = options.from === undefined ? undefined : await wire.guessMapping(options.from);
  const health = starterPack({ ...settings(folder, options, wire, guess), ...(guess && { facts: guess.facts }) });
  if (health === undefined) return `${options.from} holds nothing that a metric could be made of: events, tickets, answers to surveys, reviews; nothing was written`;
  const files = [
    { path: join(folder, "pack", "health.yaml"), text: health },
    { path: join(folder, "pack", "pack.schema.json"), text: `${JSON.stringify(packJsonSchema(), null, 2)}\n` },
    { path: join(folder, "import.yaml"), text: guess?.mapping ?? wire.exampleMapping() },
  ];
  try {
    writeAll(files);
  } catch (error) {
    return `nothing was written: ${error instanceof Error ? error.message : String(error)}`;
  }
  wire.terminal.out(report(files, guess, { folder, from: options.from }));
  return undefined;
}

/** The first thing that would be overwritten, or mixed with a pack that is already there. */
function inTheWay(folder: string): string | undefined {
  const pack = join(folder, "pack");
  const yaml = existsSync(pack) ? readdirSync(pack).find((name) => /\.ya?ml$|^pack\.schema\.json$/.test(name)) : undefined;
  if (yaml !== undefined) return join(pack, yaml);
  const mapping = join(folder, "import.yaml");
  return existsSync(mapping) ? mapping : undefined;
}

function settings(folder: string, options: InitOptions, wire: InitWire, guess: MappingGuess | undefined): { id: string; name: string; timezone: string; currency: string } {
  const seen = guess?.facts.events["contract_changed"]?.properties["currency"]?.texts ?? [];
  const currency = options.currency ?? seen.find((code) => currencyProblem(code) === undefined) ?? "EUR";
  const timezone = options.timezone ?? (zoneProblem(wire.timezone) === undefined ? wire.timezone : "UTC");
  return { id: idOf(basename(resolve(folder))), name: "Customer health", timezone, currency };
}

/** An id made of the folder's name, as far as it can be one. */
function idOf(name: string): string {
  const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^[^a-z]+|-+$/g, "").slice(0, 60);
  return id === "" ? "health" : id;
}

/** All files or none: whatever was begun before one fails is removed again. */
function writeAll(files: readonly NewFile[]): void {
  const begun: string[] = [];
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(path), { recursive: true });
      // Refuses when the file has appeared meanwhile; only what was made here may be removed.
      const file = openSync(path, "wx");
      begun.push(path);
      writeFileSync(file, text);
      closeSync(file);
    }
  } catch (error) {
    for (const path of begun) rmSync(path);
    throw error;
  }
}

function report(files: readonly NewFile[], guess: MappingGuess | undefined, { folder, from }: { readonly folder: string; readonly from: string | undefined }): string {
  const questions = (guess?.questions ?? []).map((question) => `  ? ${question}`);
  const here = resolve(folder) === resolve(".");
  const [pack, mapping] = here ? ["", ""] : [join(folder, "pack"), ` --mapping ${join(folder, "import.yaml")}`];
  return [
    ...files.map(({ path }) => `wrote ${path}`),
    ...(questions.length === 0 ? [] : ["", "To settle in import.yaml before the import:", ...questions]),
    "",
    "Next: read both files, then",
    `  bellwether check ${pack}`.trimEnd(),
    `  bellwether import ${from ?? "<folder of exports>"}${mapping}`,
    `  bellwether score${here ? "" : ` --pack ${pack}`}`,
  ].join("\n");
}
