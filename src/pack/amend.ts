import { YamlText } from "./edit-text.ts";
import { scaleText } from "./edits.ts";
import type { Pack } from "./schema.ts";
import type { PackFile } from "./source.ts";
import { yamlBlock } from "./yaml-layout.ts";

/** Another model for a pack: what counts, by how much, and from which points on. */
export interface Amendment {
  /** Weights of all metrics that count; those of the model that aren't named keep their place with weight 0. */
  readonly metrics: readonly { readonly id: string; readonly weight: number; readonly scale: readonly (readonly [raw: number, points: number])[] }[];
  readonly bands: { readonly red_below: number; readonly yellow_below: number };
  /** Definitions of metrics that the pack doesn't have, as they are written. */
  readonly definitions: Readonly<Record<string, object>>;
  /** Settings of the section `outcomes`. */
  readonly outcomes: Readonly<Record<string, string | number | readonly number[]>>;
}

/** The files of a pack with another model; what isn't touched stays as it was written, letter by letter. */
export function amendPack(files: readonly PackFile[], pack: Pack, amendment: Amendment): PackFile[] {
  const texts = files.map(({ path, text }) => ({ path, yaml: new YamlText(text) }));
  const edit = (path: readonly string[], otherwise: readonly string[] = path.slice(0, 1)): YamlText => (texts.find(({ yaml }) => yaml.has(path)) ?? texts.find(({ yaml }) => yaml.has(otherwise)) ?? texts[0])?.yaml as YamlText;
  reweigh(pack, amendment, edit);
  addCategory(pack, amendment, edit);
  for (const [id, definition] of Object.entries(amendment.definitions)) edit(["metrics"]).add(["metrics"], yamlBlock({ [id]: definition }));
  for (const [limit, points] of Object.entries(amendment.bands)) edit(["model", "bands"], ["model"]).set(["model", "bands", limit], String(points));
  for (const [name, value] of Object.entries(amendment.outcomes)) edit(["outcomes"], ["pack"]).set(["outcomes", name], Array.isArray(value) ? `[${value.join(", ")}]` : String(value));
  return texts.map(({ path, yaml }) => ({ path, text: yaml.text }));
}

type Edit = (path: readonly string[], otherwise?: readonly string[]) => YamlText;

/** Weights within a category are shares of it, so a category weighs what its metrics weigh together. */
function reweigh({ model }: Pack, { metrics }: Amendment, edit: Edit): void {
  const wanted = new Map(metrics.map((metric) => [metric.id, metric]));
  for (const [category, { metrics: own }] of Object.entries(model.categories)) {
    const path = ["model", "categories", category];
    const total = Object.keys(own).reduce((sum, id) => sum + (wanted.get(id)?.weight ?? 0), 0);
    edit([...path, "weight"]).set([...path, "weight"], String(total));
    for (const id of Object.keys(own)) {
      const metric = wanted.get(id);
      const at = [...path, "metrics", id];
      edit(at).set([...at, "weight"], String(metric?.weight ?? 0));
      if (metric) edit(at).set([...at, "scale"], scaleText(metric.scale));
    }
  }
}

/** Metrics that the model didn't count stand in a category of their own. */
function addCategory({ model }: Pack, { metrics }: Amendment, edit: Edit): void {
  const counted = new Set(Object.values(model.categories).flatMap(({ metrics: own }) => Object.keys(own)));
  const added = metrics.filter(({ id }) => !counted.has(id));
  if (added.length === 0) return;
  let category = "learned";
  for (let number = 2; category in model.categories; number += 1) category = `learned_${number}`;
  const total = added.reduce((sum, { weight }) => sum + weight, 0);
  const lines = added.flatMap(({ id, weight, scale }) => [`    ${id}:`, `      weight: ${weight}`, `      scale: ${scaleText(scale)}`]);
  edit(["model", "categories"], ["model"]).add(["model", "categories"], [`${category}:`, "  name: Learned from outcomes", `  weight: ${total}`, "  metrics:", ...lines].join("\n"));
}
