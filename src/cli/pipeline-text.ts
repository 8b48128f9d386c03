import type { Answer } from "../contract/routes.ts";
import type { Attribution } from "../events/fact.ts";
import { localTime } from "../lib/zone.ts";
import { countedText } from "./format.ts";
import { tableText, usedColumnsText } from "./table.ts";

type Pipeline = Answer<"getPipeline">;
type AccountPipeline = Answer<"getAccountPipeline">;

const whenOf = (instant: string, zone: string): string => localTime(Date.parse(instant), zone);

/** Where every call has gone, as lines that add up, and the sources. */
export function pipelineText(pipeline: Pipeline, zone: string): string {
  const rows = [
    ["received", pipeline.received, ""],
    ["stored", pipeline.stored, ""],
    ["duplicate", pipeline.duplicate, ""],
    ["rejected", pipeline.rejected, rejectedText(pipeline)],
    ["dead", pipeline.dead, pipeline.dead > 0 ? "`bellwether dead-letters list` shows those that wait for a decision" : ""],
    ["waiting", pipeline.waiting, pipeline.oldestWaiting === null ? "" : `the oldest came ${whenOf(pipeline.oldestWaiting, zone)}`],
    ...(pipeline.missing === 0 ? [] : [["missing", pipeline.missing, "the journal was damaged; what was set aside lies beside it"] as const]),
  ] as const;
  const counts = tableText([{ head: "calls" }, { head: "", align: "right" }, { head: "" }], rows.map(([name, count, note]) => [name, count.toLocaleString("en-US"), note]));
  return `${counts}\n\n${sourcesText(pipeline, zone)}`;
}

function rejectedText({ rejected, rejectedBy }: Pipeline): string {
  if (rejected === 0) return "since the server's start";
  const byCode = Object.entries(rejectedBy).sort(([, left], [, right]) => right - left);
  return `since the server's start: ${byCode.map(([code, count]) => `${count.toLocaleString("en-US")} ${code}`).join(", ")}`;
}

function sourcesText({ sources }: Pipeline, zone: string): string {
  if (sources === null) return "ClickHouse can't be asked, so nothing is known of the sources; calls are taken and wait.";
  if (sources.length === 0) return "No event is stored yet.";
  const rows = sources.map(({ source, events, lastTime, lastReceived, silentHours }) => [source, events.toLocaleString("en-US"), whenOf(lastTime, zone), whenOf(lastReceived, zone), hoursText(silentHours)]);
  const table = tableText([{ head: "source" }, { head: "events", align: "right" }, { head: "latest event" }, { head: "last came" }, { head: "silent for", align: "right" }], rows);
  const unusual = sources.filter(({ isUnusual }) => isUnusual).map(({ source, silentHours, longestSilenceHours }) => `${source} has been silent for ${hoursText(silentHours)}; in the 120 days before it never was for more than ${hoursText(longestSilenceHours ?? 0)}. Scores read that as nothing having happened: look whether it still sends.`);
  return [table, ...unusual].join("\n");
}

/** `5 h`, `3 d` */
const hoursText = (hours: number): string => (hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`);

const attributionTexts: Readonly<Record<Attribution, string>> = {
  explicit: "the call named it",
  group: "the call's context named it",
  membership: "its user was in it then",
  first_membership: "its user came into it later",
  none: "none",
};

/** Why an account isn't seen, or not as expected. */
export function accountPipelineText(found: AccountPipeline, zone: string): string {
  return [...arrivedLines(found, zone), ...elsewhereLines(found), ...waitingLines(found), ...unattributedLines(found)].join("\n");
}

function arrivedLines({ account, isKnown, total, events }: AccountPipeline, zone: string): string[] {
  if (!isKnown) return [`Nothing that is stored names the account \`${account}\`. A call names it as \`groupId\`, or as \`context.groupId\`; else it goes where a \`group\` call put its user.`];
  if (events.length === 0) return [`${account} is known, but no event of it is stored.`];
  const rows = events.map(({ knownAt, name, time, source, attribution, record, withdrawnAt, metrics }) => [whenOf(knownAt, zone), name, whenOf(time, zone), source, record === null ? attributionTexts[attribution] : `${record} was matched with it`, metrics.length === 0 ? (withdrawnAt === null ? "no metric" : "no metric: taken back") : metrics.join(", ")]);
  const unused = events.filter(({ metrics }) => metrics.length === 0).length;
  return [
    `${account}: ${countedText(total, "event", "events")}${total > events.length ? `, the ${events.length} that arrived last` : ""}`,
    usedColumnsText([{ head: "known since" }, { head: "event" }, { head: "happened" }, { head: "source" }, { head: "why this account" }, { head: "counted by", least: 20 }], rows),
    ...(unused === 0 ? [] : [`Of those shown ${unused} ${unused === 1 ? "is" : "are"} counted by no metric now: it names other events, its filters don't hold, or they lie outside its window.`]),
  ];
}

const elsewhereTexts: Readonly<Record<AccountPipeline["elsewhere"][number]["why"], string>> = {
  match: "the id that they were sent under was matched with it (`bellwether match`)",
  membership: "no call named an account, and their users were in it then",
};

const elsewhereLines = ({ elsewhere }: AccountPipeline): string[] => elsewhere.map(({ account, events, why }) => `${countedText(events, "event", "events")} ${events === 1 ? "lies" : "lie"} under ${account}: ${elsewhereTexts[why]}.`);

const waitingLines = ({ waiting }: AccountPipeline): string[] => (waiting === 0 ? [] : [`${countedText(waiting, "call", "calls")} of all accounts ${waiting === 1 ? "waits" : "wait"} to be loaded.`]);

const unattributedLines = ({ unattributed: { events } }: AccountPipeline): string[] =>
  events === 0 ? [] : [`${countedText(events, "event", "events")} of the last 30 days ${events === 1 ? "belongs" : "belong"} to no account: no call has put ${events === 1 ? "its user" : "their users"} into one. A \`group\` call does, also for what came before.`];
