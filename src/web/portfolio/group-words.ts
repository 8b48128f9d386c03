import type { GroupBy } from "../../contract/portfolio.ts";

export type { GroupBy };

/** What a portfolio is grouped by, in the words of the choice. */
export const groupWords: Readonly<Record<GroupBy, string>> = { band: "Band", stage: "Stage", segment: "Segment", owner: "Owner", renewal: "Month of renewal" };

/** The group of what has none. */
export const withoutWords: Readonly<Record<GroupBy, string>> = { band: "No band", stage: "No stage", segment: "No segment", owner: "No owner", renewal: "No renewal known" };
