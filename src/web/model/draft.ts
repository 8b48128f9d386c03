import type { Answer } from "../../contract/routes.ts";

export type Editable = Answer<"getVersion">["editable"];
export type Anchors = readonly (readonly [raw: number, points: number])[];
export type EditValue = number | Anchors;

/** What somebody has changed of the definition in use: by its place below `model`, with dots between the steps. */
export type Draft = ReadonlyMap<string, EditValue>;

export const noDraft: Draft = new Map();

/** A draft as it stands in the address, such as `coverage_floor=60;categories.product.weight=90`. */
export function writeDraft(draft: Draft): string | undefined {
  return draft.size === 0 ? undefined : [...draft].map(([path, value]) => `${path}=${typeof value === "number" ? value : value.map((pair) => pair.join(",")).join("/")}`).join(";");
}

/** The inverse of {@link writeDraft}; what can't be read is left out. */
export function readDraft(text: string | undefined): Draft {
  return new Map((text ?? "").split(";").flatMap((edit) => {
    const [path = "", written = ""] = edit.split("=");
    const value = written.includes(",") ? anchorsIn(written) : numberIn(written);
    return path === "" || value === undefined ? [] : [[path, value] as const];
  }));
}

export function numberIn(text: string): number | undefined {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function anchorsIn(text: string): Anchors | undefined {
  const pairs = text.split("/").map((pair) => pair.split(",").map(numberIn));
  return pairs.every((pair) => pair.length === 2 && pair.every((number) => number !== undefined)) ? (pairs as unknown as Anchors) : undefined;
}

/** The draft with another value at a place, or with what was there for null; one that is as it was is no edit. */
export function withEdit(draft: Draft, path: string, { value, original }: { readonly value: EditValue | null; readonly original: EditValue | null }): Draft {
  const next = new Map(draft);
  if (value === null || JSON.stringify(value) === JSON.stringify(original)) next.delete(path);
  else next.set(path, value);
  return next;
}

/** As the API takes it. */
export const editsOf = (draft: Draft): { path: string[]; value: number | [number, number][] }[] => [...draft].map(([path, value]) => ({ path: ["model", ...path.split(".")], value: typeof value === "number" ? value : value.map(([raw, points]) => [raw, points]) }));

export const numberAt = (draft: Draft, path: string, original: number | null): number | null => {
  const edited = draft.get(path);
  return typeof edited === "number" ? edited : original;
};

export const anchorsAt = (draft: Draft, path: string, original: Anchors): Anchors => {
  const edited = draft.get(path);
  return edited === undefined || typeof edited === "number" ? original : edited;
};

/** What share of the score each category has, as the draft says; none where nothing weighs anything. */
export function sharesOf(draft: Draft, { categories }: Editable): ReadonlyMap<string, number> {
  const weights = categories.map(({ id, weight }) => [id, numberAt(draft, `categories.${id}.weight`, weight) ?? 0] as const);
  const total = weights.reduce((sum, [, weight]) => sum + Math.max(0, weight), 0);
  return new Map(weights.map(([id, weight]) => [id, total === 0 ? 0 : Math.max(0, weight) / total]));
}

/** What share of its category each metric has. */
export function metricSharesOf(draft: Draft, { id, metrics }: Editable["categories"][number]): ReadonlyMap<string, number> {
  const weights = metrics.map(({ metric, weight }) => [metric, Math.max(0, numberAt(draft, `categories.${id}.metrics.${metric}.weight`, weight) ?? 0)] as const);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([metric, weight]) => [metric, total === 0 ? 0 : weight / total]));
}

export interface Problem {
  readonly path: readonly string[];
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly help: string | null;
}

/** The thing of the tree that a problem is about: `categories.product.metrics.logins`, `variants.0`, or the whole for what has no place there. */
export function thingOf({ path }: Problem, { categories }: Editable): string {
  const [section, ...steps] = path;
  if (section === "metrics") {
    const home = categories.find(({ metrics }) => metrics.some(({ metric }) => metric === steps[0]));
    return home ? `categories.${home.id}.metrics.${steps[0]}` : "";
  }
  if (section !== "model") return "";
  const [kind, id, below, metric] = steps;
  if (kind === "variants" && id !== undefined) return `variants.${id}`;
  if (kind !== "categories" || id === undefined) return "";
  return below === "metrics" && metric !== undefined ? `categories.${id}.metrics.${metric}` : `categories.${id}`;
}
