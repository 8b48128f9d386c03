import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import { mean } from "../amount.ts";
import type { Clause } from "../clause.ts";
import { latest } from "../order.ts";
import { numbersOf, property } from "../selection.ts";
import { windowOf, within } from "../window.ts";

/** Scores of answers: the latest or their mean, as long as one lies in the window. */
export const survey: Clause<MetricOf<"survey">> = {
  feed: () => [{ events: ["survey_answered"] }],
  value: (metric, view) => {
    const window = windowOf(metric, view);
    const answers = view.events
      .filter((event) => event.name === "survey_answered" && event.time < window.end)
      .filter((event) => metric.touchpoint === undefined || property(event, "touchpoint") === metric.touchpoint)
      .filter((event) => metric.survey === undefined || property(event, "survey") === metric.survey)
      .filter((event) => numbersOf([event], "score").length > 0);
    if (answers.length === 0) return missing("never_seen");
    const recent = within(answers, window);
    const last = latest(recent);
    const score = mean(numbersOf(metric.measure === "latest" && last ? [last] : recent, "score"));
    return score === undefined ? missing("expired") : present(score);
  },
};
