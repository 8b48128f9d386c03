import type { CallType } from "../../events/segment/call.ts";

/** Every path that libraries send to: the documented ones, and the letters that browsers and phones really use. */
export const trackingPaths: Readonly<Record<string, CallType | "batch">> = {
  "/v1/identify": "identify",
  "/v1/i": "identify",
  "/v1/group": "group",
  "/v1/g": "group",
  "/v1/track": "track",
  "/v1/t": "track",
  "/v1/page": "page",
  "/v1/p": "page",
  "/v1/screen": "screen",
  "/v1/s": "screen",
  "/v1/alias": "alias",
  "/v1/a": "alias",
  "/v1/batch": "batch",
  "/v1/b": "batch",
  "/v1/import": "batch",
};

/** Where libraries report on themselves: taken and thrown away. */
export const libraryMetricsPath = "/v1/m";

export const librarySettingsPath = "/v1/projects/:writeKey/settings";
