import type { MetricDefinition } from "../../metrics/schema.ts";
import type { Selection } from "../../metrics/selection.ts";
import { closest } from "../suggest.ts";
import { linesOf } from "./journey.ts";
import type { Lint } from "./lint.ts";

export const nameNeverSeen: Lint = {
  code: "name-never-seen",
  severity: "warning",
  notices: "A metric or an activity reads an event, or a metric an account trait, of which the data has none.",
  reason: "The metric is missing for every account until the first one arrives, and the activity done by nobody. Mostly the name is spelt differently in the data.",
  check: ({ pack, facts }) => {
    if (facts === undefined) return [];
    return Object.entries(pack.metrics).flatMap(([id, metric]) => [
      ...eventNames(metric).flatMap(({ name, path }) => unseen("event", name, facts.events, ["metrics", id, ...path])),
      ...(metric.kind === "trait" ? unseen("trait", metric.trait, facts.traits, ["metrics", id, "trait"]) : []),
    ]).concat(linesOf(pack).flatMap(({ line, at }) => line.stages.flatMap(({ activities = [] }, stage) => activities.flatMap(({ events }, index) => events.flatMap((name) => unseen("event", name, facts.events, [...at(stage, "activities"), index, "events"]))))));
  },
};

function unseen(noun: "event" | "trait", name: string, seen: Readonly<Record<string, unknown>>, path: (string | number)[]): ReturnType<Lint["check"]> {
  if (Object.hasOwn(seen, name)) return [];
  const likely = closest(name, Object.keys(seen));
  const message = `no ${noun} \`${name}\` was ever seen`;
  return [likely === undefined ? { path, message, help: "check the spelling, or import what carries it" } : { path, message: `${message}; did you mean \`${likely}\`?` }];
}

interface Named {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

function eventNames(metric: MetricDefinition): Named[] {
  switch (metric.kind) {
    case "open_items":
      return [...namesOf(metric.opened, ["opened"]), ...namesOf(metric.closed, ["closed"])];
    case "adoption":
      return metric.features.flatMap((feature, index) => namesOf(feature, ["features", index]));
    case "milestones":
      return Object.entries(metric.milestones).flatMap(([id, milestone]) => namesOf(milestone, ["milestones", id]));
    case "survey":
    case "pulse":
    case "manual":
    case "trait":
    case "trend":
    case "rate":
    case "attainment":
    case "formula":
    case "recipe":
      return [];
    case "count":
    case "active_users":
    case "active_days":
    case "share_of_users":
    case "recency":
    case "sum":
    case "average":
    case "last":
      return namesOf(metric, []);
  }
}

function namesOf({ events = [] }: Selection, path: readonly (string | number)[]): Named[] {
  return events.map((name, index) => ({ name, path: [...path, "events", index] }));
}
