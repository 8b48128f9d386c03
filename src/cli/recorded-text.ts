import type { Answer } from "../contract/routes.ts";
import { localDate } from "../lib/zone.ts";
import { usedColumnsText } from "./table.ts";

type Item = Answer<"listRecorded">["items"][number];

/** What was recorded about an account, the latest first. */
export function recordedText(items: readonly Item[], zone: string): string {
  if (items.length === 0) return "Nobody has recorded anything about it. `bellwether record pulse` is a beginning.";
  const day = (instant: string): string => localDate(Date.parse(instant), zone);
  const rows = items.map((item) => [day(item.time), item.kind, item.text, stateText(item, day), item.author ?? "", item.withdrawn?.reason ?? item.reason ?? "", item.canBeWithdrawn ? item.message : ""]);
  return usedColumnsText([{ head: "since" }, { head: "what" }, { head: "", least: 20 }, { head: "state" }, { head: "by", least: 12 }, { head: "why", least: 20 }, { head: "id" }], rows);
}

function stateText({ state, ends, withdrawn }: Item, day: (instant: string) => string): string {
  switch (state) {
    case "in_force":
      return ends === null ? "in force" : `until ${day(ends)}`;
    case "replaced":
      return "replaced";
    case "expired":
      return ends === null ? "over" : `over since ${day(ends)}`;
    case "withdrawn":
      return `taken back${withdrawn ? ` ${day(withdrawn.time)}` : ""}`;
  }
}
