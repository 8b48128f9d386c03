import type { Query } from "../query.ts";

/** The midnight from which on everything of a workspace can be computed; no row where nothing was removed. */
export const boundaryOf = (workspace: string): Query => ({
  name: "from when on everything is there",
  text: "SELECT toUnixTimestamp64Milli(max(replay_from)) AS boundary FROM retentions WHERE workspace = {workspace:String} HAVING boundary > 0",
  parameters: { workspace },
});
