import type { Names } from "../conditions/describe.ts";
import { inWords } from "../lib/words.ts";
import type { Pack } from "./schema.ts";

export const metricName = (pack: Pack, id: string): string => pack.metrics[id]?.name ?? inWords(id);
export const stageName = ({ journey }: Pack, stage: string): string => journey?.lines.flatMap(({ stages }) => stages).find(({ id }) => id === stage)?.name ?? inWords(stage);

/** What people call the things that conditions speak of. */
export const namesOf = (pack: Pack): Names => ({ kind, name }) => {
  switch (kind) {
    case "metric":
      return metricName(pack, name);
    case "score":
    case "band":
      return name === "overall" ? undefined : (pack.model.categories[name]?.name ?? metricName(pack, name));
    case "stage":
      return stageName(pack, name);
    case "segment":
      return pack.segments[name]?.name ?? inWords(name);
    case "trait":
    case "contract":
    case "goals":
    case "date":
      return undefined;
  }
};
