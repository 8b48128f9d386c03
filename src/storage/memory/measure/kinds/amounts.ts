import { missing, present } from "../../../../metrics/value.ts";
import { type Amount, amountIn } from "../amount.ts";
import type { Clause } from "../clause.ts";
import { windowOf } from "../window.ts";

/** `count`, `active_users`, `active_days`, `sum`, `average`: one amount of the events of one window. */
export const amount: Clause<Exclude<Amount, { kind: "adoption" }>> = {
  feed: (metric) => [metric],
  value: (metric, view) => {
    const found = amountIn(windowOf(metric, view), metric, view);
    return found === undefined ? missing("not_applicable") : present(found);
  },
};
