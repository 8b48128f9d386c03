import type { TransitionsAnswer } from "../engine/answers/transitions.ts";
import { changeText } from "../lib/number-text.ts";
import { localDate, localMidnight, localTime } from "../lib/zone.ts";
import { type Paint, bandText, countedText, cutText, scoreText } from "./format.ts";
import { usedColumnsText } from "./table.ts";

interface Look {
  readonly zone: string;
  readonly paint: Paint;
}

type Transition = TransitionsAnswer["transitions"][number];

/** A name of any length must not push everything else off the screen. */
const nameLetters = 30;

/** Who changed band, from where to where, and what moved most. */
export function changesText({ since, total, transitions }: TransitionsAnswer, look: Look): string {
  const date = localDate(Date.parse(since), look.zone);
  if (total === 0) return `No band has changed since ${date}.`;
  const rows = transitions.map(({ name, owner, from, to, ...rest }) => [
    whenText(Date.parse(to.asOf), look.zone), cutText(name, nameLetters), owner ?? "",
    bandText(from.band, look.paint), bandText(to.band, look.paint), `${scoreText(from.score, 1)} → ${scoreText(to.score, 1)}`, causesText({ from, to, ...rest }),
  ]);
  const title = `${countedText(total, "change of band", "changes of band")} since ${date}${total > transitions.length ? `, the latest ${transitions.length}` : ""}`;
  return `${look.paint("bold", title)}\n${usedColumnsText([{ head: "when" }, { head: "account", least: 14 }, { head: "owner", least: 6 }, { head: "from" }, { head: "to" }, { head: "score" }, { head: "because of", least: 20 }], rows)}`;
}

/** What happened at a midnight is of the day that ended with it: the date alone is clearer. */
const whenText = (instant: number, zone: string): string => (localMidnight(instant, zone) === instant ? localDate(instant, zone) : localTime(instant, zone));

const mostCauses = 3;

/** A band that comes or goes does so with values, not with points. */
function causesText({ parts, kind, from, to }: Pick<Transition, "parts" | "kind" | "from" | "to">): string {
  const values = parts.filter(({ cause }) => cause === "missing_data" || cause === "expiry").map(({ name }) => name);
  const isAbout = (from.band === "unknown") !== (to.band === "unknown") && values.length > 0;
  if (isAbout) return `${to.band === "unknown" ? "missing" : "now known"}: ${shortList(values)}`;
  const telling = parts.filter(({ points }) => Math.abs(points) >= 0.05).map(({ name, points }) => `${name} ${changeText(points, 1)}`);
  if (telling.length > 0) return shortList(telling);
  return kind === "band" && parts.length === 0 ? "the score lasted" : shortList(parts.map(({ name }) => name));
}

const shortList = (texts: readonly string[]): string => `${texts.slice(0, mostCauses).join(", ")}${texts.length > mostCauses ? ` and ${texts.length - mostCauses} more` : ""}`;
