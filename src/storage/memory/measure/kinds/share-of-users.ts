import type { MetricOf } from "../../../../metrics/schema.ts";
import { usersOf, allUsers } from "../people.ts";
import type { Clause } from "../clause.ts";
import { ratio } from "../ratio.ts";
import { selected } from "../selection.ts";
import { windowOf, within } from "../window.ts";

/** Users with a selected event in the window, over seats, known users or active users; the selection narrows only the former. */
export const shareOfUsers: Clause<MetricOf<"share_of_users">> = {
  feed: (metric) => [metric],
  value: (metric, view) => {
    const window = windowOf(metric, view);
    const active = usersOf(within(selected(metric, view), window));
    return ratio(active.size, allUsers(metric.of, window, view));
  },
};
