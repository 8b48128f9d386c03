import { numberOf, textOf } from "../../accounts/account-log.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import type { EventFact } from "../../events/fact.ts";
import { isWithdrawable } from "../../events/vocabulary.ts";
import { percentText, valueText } from "../../lib/number-text.ts";
import { inWords } from "../../lib/words.ts";
import type { Instant } from "../../lib/zone.ts";
import { metricName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { measurementEnds, pulseEnds } from "../../scores/lasting.ts";
import { overrideExpires } from "../../scores/override.ts";
import { manualMetrics, pulseMetric } from "../judgement/asked.ts";
import type { JudgementName } from "../judgement/judgement-reader.ts";
import { overrideOf } from "../people.ts";
import { isoOf, isoOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";

type Item = Answer<"listRecorded">["items"][number];

const mostItems = 1000;

/** What people recorded about an account, as it stands at an instant. */
export async function listRecorded(scores: Scores, workspace: string, { account, asOf }: Asked<"listRecorded">): Promise<Answer<"listRecorded">> {
  // What was recorded a moment ago is to be seen, also where scores are of the end of older data.
  const moment = await scores.moment(workspace, asOf ?? "now");
  await scores.requireAccount(workspace, account);
  const events = await scores.ports.judgement.recordedOf({ workspace, account, asOf: moment.asOf, limit: mostItems });
  return { asOf: isoOf(moment.asOf), version: scores.live.running.version, note: moment.note, account, items: itemsOf(events, { pack: scores.pack, asOf: moment.asOf }) };
}

interface About {
  readonly pack: Pack;
  readonly asOf: Instant;
}

/** `events` are the latest first, withdrawals among them. */
export function itemsOf(events: readonly EventFact[], { pack, asOf }: About): Item[] {
  const withdrawals = new Map(events.filter(({ name }) => name === "withdrawn").map((event) => [textOf(event, "withdraws"), event]));
  const ownerChanged = events.find(({ name }) => name === "owner_changed")?.time;
  const newest = new Set<string>();
  return events.flatMap((event): Item[] => {
    const tell = tellers[event.name as JudgementName] as Teller | undefined;
    if (!tell) return [];
    const told = tell(event, { pack, ownerChanged });
    const withdrawal = withdrawals.get(event.messageId);
    const isReplaced = told.place !== undefined && newest.has(told.place);
    if (told.place !== undefined && withdrawal === undefined) newest.add(told.place);
    const isOver = told.ends !== undefined && told.ends <= asOf;
    return [{
      message: event.messageId,
      kind: told.kind,
      state: withdrawal ? "withdrawn" : isReplaced ? "replaced" : isOver ? "expired" : "in_force",
      text: told.text,
      time: isoOf(event.time),
      recordedAt: isoOf(event.knownAt),
      author: textOf(event, "author") ?? null,
      reason: textOf(event, "reason") ?? textOf(event, "note") ?? null,
      band: bandIn(event),
      value: numberOf(event, "value") ?? numberOf(event, "amount") ?? numberOf(event, "score") ?? null,
      name: textOf(event, "measurement") ?? textOf(event, "goal") ?? textOf(event, "stage") ?? textOf(event, "owner") ?? null,
      ends: isoOrNull(told.ends),
      withdrawn: withdrawal ? { time: isoOf(withdrawal.time), author: textOf(withdrawal, "author") ?? null, reason: textOf(withdrawal, "reason") ?? null } : null,
      canBeWithdrawn: withdrawal === undefined && isWithdrawable(event.name),
    }];
  });
}

interface Told {
  readonly kind: Item["kind"];
  readonly text: string;
  readonly ends?: Instant | undefined;
  /** Of what has one place only the latest counts; adjustments and notes stand beside each other. */
  readonly place?: string;
}

type Teller = (event: EventFact, about: { readonly pack: Pack; readonly ownerChanged: Instant | undefined }) => Told;

const tellers: Readonly<Record<JudgementName, Teller>> = {
  pulse_set: (event, { pack, ownerChanged }) => ({ kind: "pulse", text: textOf(event, "band") ?? "", ends: pulseEnds(event.time, pulseMetric(pack), { ownerChanged, zone: pack.pack.timezone }), place: "pulse" }),
  measurement_recorded: (event, { pack }) => {
    const name = textOf(event, "measurement") ?? "";
    const [id, metric] = manualMetrics(pack).find(([, { measurement }]) => measurement === name) ?? [];
    return { kind: "measurement", text: `${id === undefined ? inWords(name) : metricName(pack, id)}: ${valueText(numberOf(event, "value") ?? Number.NaN)}`, ends: metric && measurementEnds(event.time, metric, pack.pack.timezone), place: `measurement ${name}` };
  },
  adjustment_set: (event) => ({ kind: "adjustment", text: adjustmentText(textOf(event, "operation") ?? "", numberOf(event, "amount") ?? Number.NaN), ends: numberOf(event, "expires") }),
  override_set: (event, { pack }) => ({ kind: "override", text: [textOf(event, "band"), numberOf(event, "score")].filter((part) => part !== undefined).map((part) => (typeof part === "number" ? `score ${valueText(part)}` : part)).join(", "), ends: overrideExpires(overrideOf(event), pack.pack.timezone), place: "override" }),
  stage_set: (event, { pack }) => ({ kind: "stage", text: stageName(pack, textOf(event, "stage") ?? ""), place: `stage ${textOf(event, "line") ?? ""}` }),
  goal_set: (event) => ({ kind: "goal", text: `${textOf(event, "goal") ?? ""}: ${textOf(event, "measure") ?? ""} ${valueText(numberOf(event, "target") ?? Number.NaN)}${numberOf(event, "reached") === undefined ? "" : ", reached"}`, place: `goal ${textOf(event, "goal") ?? ""}` }),
  note_written: (event) => ({ kind: "note", text: textOf(event, "text") ?? "" }),
  owner_changed: (event) => ({ kind: "owner", text: textOf(event, "owner") ?? "", place: "owner" }),
};

/** `20 % off`, `5 points less`, `at most 60` */
export function adjustmentText(operation: string, amount: number): string {
  switch (operation) {
    case "multiply":
      return amount <= 1 ? `${percentText(1 - amount)} off` : `${percentText(amount - 1)} on top`;
    case "add":
      return `${valueText(Math.abs(amount))} points ${amount < 0 ? "less" : "more"}`;
    case "cap":
      return `at most ${valueText(amount)}`;
    case "floor":
      return `at least ${valueText(amount)}`;
    default:
      return operation;
  }
}

function bandIn(event: EventFact): Item["band"] {
  const band = textOf(event, "band");
  return band === "green" || band === "yellow" || band === "red" ? band : null;
}
