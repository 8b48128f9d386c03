import type { Command } from "commander";
import { type CheckedPack, checkPack } from "../pack/check.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import { readPackFolder } from "./pack-folder.ts";
import { countText, problemText } from "./problem-text.ts";
import type { CheckWire } from "./wire.ts";

interface CheckOptions {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly withData?: boolean;
}

/** `bellwether check`: 0 fine, 1 errors, 2 warnings with --strict. */
export function register(program: Command, wire: CheckWire): void {
  program
    .command("check")
    .description("Check a pack: everything that is wrong with it, each with its place and what to write instead")
    .summary("check a pack, with place and suggestion")
    .argument("[folder]", "folder with the YAML files of a pack, or one such file", "pack")
    .option("--json", "print one JSON document")
    .option("--strict", "exit with 2 when there are warnings")
    .option("--with-data", "also compare the pack with the imported data: names never seen, windows longer than the data")
    .addHelpText("after", "\nExits with 0 when the pack is sound, 1 when it has errors, 2 with --strict when it has warnings.")
    .action((folder: string, options: CheckOptions) => check(folder, options, wire));
}

async function check(folder: string, options: CheckOptions, { terminal, dataFacts }: CheckWire): Promise<void> {
  const { files, problems } = readPackFolder(folder);
  const facts = options.withData ? await dataFacts() : undefined;
  if (options.withData && facts === undefined) terminal.err("nothing was imported yet, so there is no data to compare the pack with");
  // What an unreadable file defines would be reported as unknown everywhere else.
  const checked = problems.length === 0 ? checkPack(files, facts) : { problems };
  terminal.out(options.json ? asJson(checked) : asText(checked, files, terminal.paint));
  terminal.exit(exitCode(checked, options.strict ?? false));
}

function exitCode({ problems }: CheckedPack, strict: boolean): 0 | 1 | 2 {
  if (problems.some(({ severity }) => severity === "error")) return 1;
  return strict && problems.length > 0 ? 2 : 0;
}

function asJson({ pack, problems }: CheckedPack): string {
  const count = (severity: string): number => problems.filter((problem) => problem.severity === severity).length;
  return JSON.stringify({ ok: pack !== undefined, errors: count("error"), warnings: count("warning"), problems }, null, 2);
}

/** More than this nobody reads on a screen. */
const mostShown = 100;

function asText({ pack, problems }: CheckedPack, files: readonly PackFile[], paint: CheckWire["terminal"]["paint"]): string {
  const blocks = problems.slice(0, mostShown).map((problem) => problemText(problem, files, paint));
  const more = problems.length > mostShown ? [`… and ${problems.length - mostShown} more; correct these first, or see all with --json`] : [];
  return [...blocks, ...more, [...(pack ? [contents(pack)] : []), countText(problems)].join(": ")].join("\n\n");
}

/** `Three categories (7 metrics, 3 categories, 1 segment)` */
function contents({ pack, metrics, model, segments }: Pack): string {
  const count = (map: object, one: string, many: string): string => `${Object.keys(map).length} ${Object.keys(map).length === 1 ? one : many}`;
  return `${pack.name} (${[count(metrics, "metric", "metrics"), count(model.categories, "category", "categories"), count(segments, "segment", "segments")].join(", ")})`;
}
