import { YamlText } from "./edit-text.ts";
import type { PackFile } from "./source.ts";

/** One number or scale that is to be another: its place as it is written, from the outside to the inside, items of lists by their number from 0. */
export interface PackEdit {
  readonly path: readonly string[];
  readonly value: number | readonly (readonly [raw: number, points: number])[];
}

const part = "[^.]+";
const limits = "(bands\\.(red_below|yellow_below|hysteresis))";
const metric = `metrics\\.${part}\\.(weight|scale|scale\\.(worst|best|steps)|bands\\.(red_below|yellow_below))`;
const category = `categories\\.${part}\\.(weight|bands\\.(red_below|yellow_below)|${metric})`;
const editable = new RegExp(`^model\\.(${limits}|coverage_floor|${category}|variants\\.\\d+\\.(${limits}|coverage_floor|${category}))$`);

/** Whether an edit may change what lies there: weights, limits of bands, the coverage floor, and scales. */
export const isEditable = ({ path }: Pick<PackEdit, "path">): boolean => path.every((key) => !key.includes(".")) && editable.test(path.join("."));

/** The files with other numbers. Comments, order, quotes and layout of everything else stay as they were written. */
export function editPack(files: readonly PackFile[], edits: readonly PackEdit[]): PackFile[] {
  const texts = files.map(({ path, text }) => ({ path, yaml: new YamlText(text) }));
  for (const { path, value } of edits) fileWith(texts, path)?.set(path, typeof value === "number" ? String(value) : scaleText(value));
  return texts.map(({ path, yaml }) => ({ path, text: yaml.text }));
}

/** The file in which it stands, or else the one that has most of the way to it. */
function fileWith(texts: readonly { readonly yaml: YamlText }[], path: readonly string[]): YamlText | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const found = texts.find(({ yaml }) => yaml.has(path.slice(0, depth)));
    if (found) return found.yaml;
  }
  return texts[0]?.yaml;
}

export const scaleText = (scale: readonly (readonly [raw: number, points: number])[]): string => `[${scale.map(([raw, points]) => `[${raw}, ${points}]`).join(", ")}]`;
