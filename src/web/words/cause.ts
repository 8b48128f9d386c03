import type { Cause } from "../../scores/difference-state.ts";

/** Why a part of a change happened, beside the name of what it is about. */
export const causeWords: Readonly<Record<Cause, string>> = {
  version: "the health definition changed",
  stage_segment: "stage or segment changed",
  missing_data: "data appeared or went missing",
  data: "the customer's numbers changed",
  adjustment: "an adjustment",
  override: "set by a person",
  expiry: "went out of date",
};
