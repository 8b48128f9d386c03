import { stringify } from "yaml";
import { checkPack } from "../../src/pack/check.ts";
import type { DataFacts } from "../../src/pack/data-facts.ts";
import type { LintCode } from "../../src/pack/lints/codes.ts";
import { lints } from "../../src/pack/lints/catalogue.ts";
import type { Finding } from "../../src/pack/lints/lint.ts";
import { type Pack, type WrittenPack, packSchema } from "../../src/pack/schema.ts";
import type { PackFile } from "../../src/pack/source.ts";

/** The sections of a pack about which there is nothing to say; tests replace what they are about. */
export const soundSections = {
  pack: { id: "sound", name: "Sound", timezone: "Europe/Berlin", currency: "EUR" },
  metrics: {
    seats_active: { kind: "share_of_users", of: "seats", window: "30d", owner: "product" },
    days_since_login: { kind: "recency", owner: "product" },
    tickets_open: { kind: "open_items", item: "ticket", opened: { events: ["ticket_opened"] }, closed: { events: ["ticket_closed"] }, owner: "support" },
    satisfaction: { kind: "survey", window: "90d", owner: "support" },
  },
  model: {
    categories: {
      product: {
        weight: 60,
        metrics: {
          seats_active: { weight: 2, scale: [[0, 0], [0.6, 70], [0.9, 100]] },
          days_since_login: { weight: 1, scale: { worst: 30, best: 0 } },
        },
      },
      support: {
        weight: 40,
        metrics: {
          tickets_open: { weight: 1, scale: { steps: [[0, 100], [3, 60], [10, 0]] } },
          satisfaction: { weight: 1, scale: { worst: 1, best: 5 } },
        },
      },
    },
  },
} satisfies WrittenPack;

export type Changes = Partial<Record<keyof WrittenPack, unknown>>;

/** A checked pack: the sound one with whole sections replaced. */
export function packWith(changes: Changes = {}): Pack {
  return packSchema.parse({ ...soundSections, ...changes });
}

/** The sound pack with one more metric, alone in a category of its own. */
export function packWithMetric(metric: unknown, scored: Record<string, unknown> = {}): Pack {
  const { metrics, model } = soundSections;
  return packWith({
    metrics: { ...metrics, extra: metric },
    model: { ...model, categories: { ...model.categories, other: { weight: 50, metrics: { extra: { weight: 1, scale: { worst: 0, best: 1 }, ...scored } } } } },
  });
}

/** The sound pack with parts of its model replaced. */
export function packWithModel(changes: Record<string, unknown>): Pack {
  return packWith({ model: { ...soundSections.model, ...changes } });
}

/** What one lint finds in a pack. */
export function findingsOf(code: LintCode, pack: Pack, facts?: DataFacts): readonly Finding[] {
  return lints[code].check({ pack, ...(facts && { facts }) });
}

export const placesOf = (findings: readonly Finding[]): string[] => findings.map(({ path }) => path.join("."));

/** A pack as one file. */
export function fileOf(changes: Changes = {}): PackFile {
  return { path: "health.yaml", text: stringify({ ...soundSections, ...changes }) };
}

/** Each problem as `file:line:column code`. */
export function problemPlaces(files: readonly PackFile[]): string[] {
  return checkPack(files).problems.map(({ place, code }) => `${place.file}:${place.line}:${place.column} ${code}`);
}
