import type { Command } from "commander";
import { Document, isCollection, isPair, isScalar, visit } from "yaml";
import { localDate } from "../lib/zone.ts";
import { segmentName, stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { type VariantUse, printableModel, variantsFor } from "../scores/effective.ts";
import { findAccount } from "./find-account.ts";
import { jsonText } from "./json-text.ts";
import { packOption } from "./options.ts";
import { Refused, type ScoreOptions, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly json?: boolean;
}

/** `bellwether model`: the one model that counts for an account, as it would be written. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("model")
    .description("Print the model that counts for one account: the base with every variant that applies laid over it, as it would be written in a pack")
    .summary("the model that counts for one account")
    .argument("<account>", "id or name of the account")
    .addOption(packOption())
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .option("--json", "print one JSON document")
    .action((account: string, options: Options) => withStore(wire, (store) => printModel(wire, store, { account, options })));
}

async function printModel(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const { pack, asOf, accounts: [scored], note } = await scoreAll(wire, store, { ...options, accounts: [id] });
  const day = localDate(asOf, pack.pack.timezone);
  if (!scored) throw new Refused(`${account} is no customer on ${day}, so no model counts for it then. \`bellwether history\` shows the days on which it was.`);
  const variants = variantsFor(pack.model, scored.standing.circumstances);
  const model = printableModel(scored.model.model);
  if (options.json) {
    wire.terminal.out(jsonText({ account: id, name: scored.name, asOf, key: scored.model.model.key, stage: scored.snapshot.stage, segments: scored.snapshot.segments, variants, model }));
    return;
  }
  const remarks = [...(note ? [note] : []), `The model of ${scored.name} as of ${day}.`, ...variantLines(variants, pack)];
  wire.terminal.out(`${remarks.map((line) => `# ${line}`).join("\n")}\n${yamlText({ model })}`);
}

/** As people write it: what is small stands in one line. */
function yamlText(value: object): string {
  const document = new Document(value);
  visit(document, {
    Collection(_, node) {
      const isFlat = node.items.every((item) => isScalar(isPair(item) ? item.value : item) || (isCollection(item) && item.items.every(isScalar)));
      if (isFlat) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 120 }).trimEnd();
}

/** What was laid over the base, in order. */
function variantLines(variants: readonly VariantUse[], pack: Pack): string[] {
  if (variants.length === 0) return ["The pack has no variants: it is the same for all accounts."];
  const words = variants.filter(({ applies }) => applies).map((variant) => variantText(variant, pack));
  if (words.length === 0) return [`None of the ${variants.length} variants applies: it is the base.`];
  return [`The base, then ${words.join(", then ")}.${words.length > 1 ? " Where two change the same, the later one wins." : ""}`];
}

function variantText({ place, segment, stage }: VariantUse, pack: Pack): string {
  const scopes = [
    ...(segment.length > 0 ? [`segment ${segment.map((id) => segmentName(pack, id)).join(" or ")}`] : []),
    ...(stage.length > 0 ? [`stage ${stage.map((id) => stageName(pack, id)).join(" or ")}`] : []),
  ];
  return `variant ${place} (${scopes.join(", ")})`;
}
