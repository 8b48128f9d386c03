import type { Wording } from "../conditions/describe.ts";
import type { Subject } from "../conditions/tree.ts";
import { inWords } from "../lib/words.ts";
import { exactValueText } from "../metrics/value-text.ts";
import type { Pack } from "./schema.ts";

/** What people call a metric; also one that the pack doesn't define (any more). */
export const metricName = (pack: Pack, id: string): string => pack.metrics[id]?.name ?? inWords(id);
export const stageName = ({ journey }: Pack, stage: string): string => journey?.lines.flatMap(({ stages }) => stages).find(({ id }) => id === stage)?.name ?? inWords(stage);
export const segmentName = ({ segments }: Pack, segment: string): string => segments[segment]?.name ?? inWords(segment);
export const categoryName = ({ model }: Pack, category: string): string => model.categories[category]?.name ?? inWords(category);

/** How people speak of what conditions read. */
export const wordingOf = (pack: Pack): Wording => ({
  name: (subject) => nameOf(pack, subject),
  value: ({ kind, name }, value) => {
    const metric = kind === "metric" ? pack.metrics[name] : undefined;
    return metric && exactValueText(metric, value);
  },
});

function nameOf(pack: Pack, { kind, name }: Subject): string | undefined {
  switch (kind) {
    case "metric":
      return metricName(pack, name);
    case "score":
    case "band":
      return name === "overall" ? undefined : (pack.model.categories[name]?.name ?? metricName(pack, name));
    case "stage":
      return stageName(pack, name);
    case "segment":
      return segmentName(pack, name);
    case "trait":
    case "contract":
    case "goals":
    case "date":
      return undefined;
  }
}
