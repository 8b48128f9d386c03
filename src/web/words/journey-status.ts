import type { JourneyStatus } from "../../journey/status.ts";

/** From what needs somebody to what doesn't. */
export const statusOrder: readonly JourneyStatus[] = ["stuck", "behind", "on_track"];

/** Each has a word and a shape of its own, so that colour is never the only carrier. */
export const statusLook: Readonly<Record<JourneyStatus, { readonly word: string; readonly shape: string; readonly meaning: string }>> = {
  on_track: { word: "On track", shape: "M2 7h7.500V3.500L15 8l-5.500 4.500V9H2z", meaning: "within the time that the stage should take, with nothing overdue" },
  behind: { word: "Behind", shape: "M8 1.500a6.500 6.500 0 1 1 0 13a6.500 6.500 0 1 1 0-13zM7 4v5h4V7.500H8.500V4z", meaning: "longer in the stage than expected, or with something overdue" },
  stuck: { word: "Stuck", shape: "M5.200 1.500h5.600L14.500 5.200v5.600l-3.700 3.700H5.200L1.500 10.800V5.200zM4.500 7v2h7V7z", meaning: "longer in the stage than the health definition calls stuck" },
};
