import { describeCondition } from "../conditions/describe.ts";
import { onlyLine } from "../journey/schema.ts";
import { formatDuration } from "../lib/duration.ts";
import { definitionText } from "./definition.ts";
import { type DefinitionChange, type DefinitionKind, isDuration } from "./diff.ts";
import { categoryName, metricName, wordingOf, segmentName, stageName } from "./names.ts";
import type { Pack } from "./schema.ts";
import { cutText } from "../lib/words.ts";

/** A change of a definition in words. */
export interface ChangeLine {
  readonly mark: "+" | "~" | "−";
  readonly text: string;
  /** What differs, where it is more than one thing. */
  readonly details: readonly string[];
}

const marks = { added: "+", changed: "~", removed: "−" } as const;

/** What is different about a definition; the whole of both is in the JSON document. */
export function changeLine(change: DefinitionChange, { before, after }: { readonly before: Pack; readonly after: Pack }): ChangeLine {
  const pack = change.change === "removed" ? before : after;
  const label = labels[change.kind](change.id, pack);
  const mark = marks[change.change];
  if (change.change !== "changed") return { mark, text: `${label}: ${wholeText(change, pack)}`, details: [] };
  const details = change.fields.map(({ path, before: old, after: now }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${valueText(old)} → ${valueText(now)}`);
  const [only = ""] = details;
  return details.length === 1 ? { mark, text: `${label}: ${only}`, details: [] } : { mark, text: label, details };
}

const withId = (noun: string, name: string, id: string): string => (name === id ? `${noun} ${id}` : `${noun} ${name} (${id})`);
/** `product` is a category, `product/seats_active` a metric in it. */
function inModel(id: string, pack: Pack): string {
  const [category = "", metric] = id.split("/");
  return metric === undefined ? categoryName(pack, category) : `${metricName(pack, metric)} in ${categoryName(pack, category)}`;
}
const inLine = (noun: string, id: string, nameOf: (own: string) => string): string => {
  const [own = "", line] = id.split("/").reverse();
  return `${withId(noun, nameOf(own), own)}${line === undefined ? "" : ` in ${line}`}`;
};

const labels: Readonly<Record<DefinitionKind, (id: string, pack: Pack) => string>> = {
  settings: (id) => `setting ${id}`,
  segment: (id, pack) => withId("segment", segmentName(pack, id), id),
  metric: (id, pack) => withId("metric", metricName(pack, id), id),
  category: (id, pack) => withId("category", categoryName(pack, id), id),
  weight: (id, pack) => `weight of ${inModel(id, pack)}`,
  scale: (id, pack) => `scale of ${inModel(id, pack)}`,
  bands: (id, pack) => `bands of ${id === "overall" ? "the overall score" : inModel(id, pack)}`,
  coverage_floor: () => "coverage floor",
  adjustment: (id) => `adjustment ${id}`,
  variant: (id, pack) => `variant ${id}${forWhom(pack.model.variants[Number(id) - 1])}`,
  journey: (id) => (id === "scores_use" ? "journey: the line that scores use" : id === onlyLine ? "journey" : `journey: line of business ${id}`),
  stage: (id, pack) => inLine("stage", id, (own) => stageName(pack, own)),
  milestone: (id) => inLine("milestone", id, (own) => own),
  order: (id) => `order of ${id.split("/").reverse().join(" in ")}`,
  roll_up: () => "roll-up",
  outcomes: () => "section outcomes",
  benchmarks: () => "section benchmarks",
  revenue: () => "section revenue",
  plan: (id, pack) => withId("plan", pack.plans[id]?.name ?? id, id),
};

function forWhom(variant: Pack["model"]["variants"][number] | undefined): string {
  const whom = (["segment", "stage"] as const).flatMap((key) => (variant?.[key] === undefined ? [] : [`${key} ${[variant[key]].flat().join(" or ")}`]));
  return whom.length === 0 ? "" : ` (${whom.join(", ")})`;
}

function wholeText({ kind, id, value }: DefinitionChange & { readonly value: unknown }, pack: Pack): string {
  const [metric, segment] = [kind === "metric" && pack.metrics[id], kind === "segment" && pack.segments[id]];
  if (metric) return definitionText(metric, pack);
  if (segment) return describeCondition(segment.when, wordingOf(pack));
  return valueText(value);
}

/** A line of a screen holds no more; what is longer is in the files. */
const longest = 160;

/** A value as it would be written in YAML on one line. */
const valueText = (value: unknown): string => (value === undefined ? "not set" : cutText(flow(value), longest));

function flow(value: unknown): string {
  if (isDuration(value)) return formatDuration(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.length === 0 ? "{}" : `{ ${fields.map(([key, field]) => `${key}: ${flow(field)}`).join(", ")} }`;
}
