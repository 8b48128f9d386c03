import { percentText } from "../lib/number-text.ts";
import { basename } from "node:path";
import type { SuggestAnswer } from "../engine/learn/suggest.ts";
import type { Suggestion } from "../insights/suggestions/suggest.ts";
import { unifiedDiff } from "../lib/text-diff.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import type { Scale } from "../scores/schema.ts";
import { type Paint } from "./format.ts";
import { intervalText, leakLines, outcomeLines, twoDigits } from "./outcome-text.ts";
import { metricName } from "../pack/names.ts";
import { type Column, tableText } from "./table.ts";

interface View {
  readonly pack: Pack;
  readonly paint: Paint;
  readonly before: readonly PackFile[];
  readonly after: readonly PackFile[];
  /** Where the suggestion was written. */
  readonly written: string | undefined;
}

export function suggestText(answer: SuggestAnswer, view: View): string {
  const { pack, paint } = view;
  if (answer.kind === "refused") return [`${pack.pack.name}.`, paint("bold", answer.reason), ...leakLines(answer.leaks, pack, paint)].join("\n").trimEnd();
  const { result, leadDays, splitAt, leaks } = answer;
  const day = localDate(splitAt, pack.pack.timezone);
  const how = `Learned from what was known before ${day}, judged by scores from then on, ${leadDays} days before each decision.`;
  if (!result.possible) return [paint("bold", `${pack.pack.name}: no suggestion, because ${result.reason}.`), how, "", ...leakLines(leaks, pack, paint), ...outcomeLines(answer.outcomes)].join("\n");
  const { training, outOfTime } = result;
  return [
    paint("bold", `${pack.pack.name}: ${gainText(outOfTime)}`),
    how,
    `Learned from ${training.lost} losses and ${training.won} renewals, judged by ${outOfTime.auc.negatives} and ${outOfTime.auc.positives}.`,
    "",
    ...leakLines(leaks, pack, paint),
    paint("bold", "What counts, beside the present model"),
    modelTable(result, pack),
    ...variantLines(pack),
    "",
    ...changeLines(view),
    "",
    ...outcomeLines(answer.outcomes),
  ].join("\n");
}

function gainText({ auc, present, gain }: Suggestion["outOfTime"]): string {
  const own = `on later outcomes the suggested model has AUC ${intervalText(auc, twoDigits)}`;
  if (present === undefined || gain === undefined) return `${own}.`;
  const word = gain.low > 0 ? "better" : gain.high < 0 ? "worse" : "not surely better";
  return `${own}, the present one ${twoDigits(present.value)}: ${word} (difference ${intervalText(gain, twoDigits)}).`;
}

const right = { align: "right" as const };

/** Shares of the overall score, because weights of categories and metrics multiply. */
function modelTable({ change }: Suggestion, pack: Pack): string {
  const categories = Object.values(pack.model.categories);
  const whole = categories.reduce((sum, { weight }) => sum + weight, 0);
  const present = new Map(categories.flatMap(({ weight, metrics }) => {
    const total = Object.values(metrics).reduce((sum, one) => sum + one.weight, 0);
    return Object.entries(metrics).map(([id, one]) => [id, { share: (weight / whole) * (one.weight / Math.max(total, 1e-9)), scale: one.scale }] as const);
  }));
  const suggested = new Map(change.metrics.map((metric) => [metric.id, metric]));
  const rows = [...new Set([...suggested.keys(), ...present.keys()])].map((id) => {
    const [was, is] = [present.get(id), suggested.get(id)];
    return [metricName(pack, id), was ? percentText(was.share) : "–", is ? percentText(is.weight / 100) : "–", is ? is.better : "", was ? scaleWords(was.scale) : "", is ? scaleWords(is.scale.map(([raw, points]) => [raw, points])) : "shown, not counted"];
  });
  const columns: Column[] = [{ head: "metric" }, { head: "now", ...right }, { head: "suggested", ...right }, { head: "better" }, { head: "scale now" }, { head: "scale suggested" }];
  const { red_below: red, yellow_below: yellow } = change.bands;
  return [tableText(columns, rows), `Bands: red below ${red} instead of ${pack.model.bands.red_below}, yellow below ${yellow} instead of ${pack.model.bands.yellow_below}.`].join("\n");
}

function scaleWords(scale: Scale | undefined): string {
  if (scale === undefined) return "its own points";
  if (Array.isArray(scale)) return `${scale[0]?.join(":")} … ${scale.at(-1)?.join(":")}`;
  return "steps" in scale ? `${scale.steps[0]?.join(":")} … ${scale.steps.at(-1)?.join(":")}` : `${scale.worst}:0 … ${scale.best}:100`;
}

const variantLines = ({ model: { variants } }: Pack): string[] => (variants.length > 0 ? ["Variants of segments and stages stay as they are; look through what they change of these metrics."] : []);

/** Never applied by itself: a diff to read, or a folder to try. */
function changeLines({ before, after, written, paint }: View): string[] {
  if (written !== undefined) return [`Written into ${written}; the pack itself is as it was. Try it:`, `  bellwether check ${written}`, `  bellwether learn backtest --pack ${written}`, `  bellwether score --pack ${written}`];
  const diffs = after.map(({ path, text }, place) => unifiedDiff(basename(path), before[place]?.text ?? "", text)).filter((diff) => diff !== "");
  return [paint("bold", "As a diff of the pack; nothing was changed (--write <folder> writes a copy)"), ...diffs];
}
