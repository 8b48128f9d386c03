import { percentText } from "../lib/number-text.ts";
import type { CalibrationAnswer } from "../engine/learn/calibration.ts";
import type { BandRate } from "../insights/calibration/band-rates.ts";
import type { Calibration, NoCalibration, OutOfTime } from "../insights/calibration/calibrate.ts";
import type { Estimate } from "../lib/statistics/interval.ts";
import { localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import { type Paint, bandText } from "./format.ts";
import { intervalText, leakLines, outcomeLines, wholePercent } from "./outcome-text.ts";
import { tableText } from "./table.ts";

interface View {
  readonly pack: Pack;
  readonly paint: Paint;
}

const right = { align: "right" as const };

export function calibrationText(answer: CalibrationAnswer, view: View): string {
  const { pack, paint } = view;
  if (answer.kind === "refused") return [`${pack.pack.name}.`, paint("bold", answer.reason), ...leakLines(answer.leaks, pack, paint)].join("\n").trimEnd();
  return [
    ...questionLines("Lost", answer.lost, view),
    "",
    ...questionLines("Grew", answer.expanded, view),
    advocateDefinition(answer),
    "",
    ...outcomeLines(answer.outcomes),
  ].join("\n");
}

/** Whoever grows has been convinced; nobody records advocacy itself, so this is what stands for it, and it is said. */
export function advocateDefinition({ outcomes: { definition } }: CalibrationAnswer): string {
  const growth = definition.find((line) => line.startsWith("Expanded")) ?? "";
  return `Customers that grow are taken as those worth asking for a reference. ${growth} Answers to surveys are not used.`;
}

function questionLines(what: "Lost" | "Grew", calibration: Calibration | NoCalibration, { pack, paint }: View): string[] {
  if (!calibration.possible) return [paint("bold", `${what}: no likelihood can be shown, because ${calibration.reason}.`)];
  const { bands, horizonDays, n, happened, baseRate, curve, outOfTime } = calibration;
  const verb = what === "Lost" ? "were lost" : "grew";
  return [
    paint("bold", `${what} within ${horizonDays} days: ${happened} of ${n} scores, ${intervalText(baseRate, wholePercent)}`),
    tableText([{ head: "band" }, { head: "segment" }, { head: "scores", ...right }, { head: verb, ...right }, { head: "share (95 % interval)" }, { head: "" }], bands.filter(({ n: seen }) => seen > 0).map((rate) => rateRow(rate, { pack, paint }))),
    ...(curve ? ["", `${curveNames[curve.method]}, by score:`, ...curveLines(curve)] : ["", "The rates of the bands did best on later scores, better than a curve through the scores would."]),
    "",
    ...reliabilityLines(outOfTime, { pack, paint }),
  ];
}

const curveNames = { isotonic: "A monotone curve through the scores did best on later ones", platt: "A logistic line through the scores did best on later ones" } as const;

function rateRow({ band, segment, n, happened, rate, pooled }: BandRate, { pack, paint }: View): string[] {
  const name = segment === "" ? "all" : (pack.segments[segment]?.name ?? segment);
  return [bandText(band, paint), name, String(n), String(happened), intervalText(rate, wholePercent), pooled ? "too few of its own: that of all" : ""];
}

function curveLines({ at }: NonNullable<Calibration["curve"]>): string[] {
  const scores = Array.from({ length: 11 }, (_, step) => step * 10);
  const most = Math.max(...scores.map((score) => at(score).high));
  return [tableText([{ head: "score", ...right }, { head: "likelihood" }, { head: scaleHead(most) }], scores.map((score) => [String(score), intervalText(at(score), shortPercent), whiskers(at(score), most)]))];
}

const shortPercent = (share: number): string => (share > 0 && share < 0.095 ? `${(share * 100).toFixed(1)} %` : percentText(share));

/** What was predicted from earlier scores against what then happened; they agree where × lies within the whiskers. */
function reliabilityLines({ from, n, brier, brierOfBaseRate, bins }: OutOfTime, { pack, paint }: View): string[] {
  const skill = 1 - brier / brierOfBaseRate;
  const most = Math.max(0.01, ...bins.flatMap(({ meanPredicted, observed }) => [meanPredicted, observed.high]));
  const rows = bins.map(({ meanPredicted, observed, n: seen }) => [shortPercent(meanPredicted), intervalText(observed, shortPercent), String(seen), whiskers(observed, most, meanPredicted)]);
  const held = bins.filter(({ meanPredicted, observed }) => meanPredicted >= observed.low && meanPredicted <= observed.high).length;
  return [
    paint("bold", `Did it hold? Learned from scores before ${localDate(from, pack.pack.timezone)}, tried on the ${n} from then on`),
    tableText([{ head: "said" }, { head: "happened (95 % interval)" }, { head: "scores", ...right }, { head: `${scaleHead(most)}  × said, ● happened` }], rows),
    `${held} of ${bins.length} agree. Squared error ${skill > 0 ? `${wholePercent(skill)} less than that of telling everybody the average` : "no less than that of telling everybody the average"}.`,
  ];
}

const width = 40;

const scaleHead = (most: number): string => `0 %${percentText(most).padStart(width - 3)}`;

/** `├──●───┤` on a line from 0 to the most; × marks what was predicted. */
function whiskers({ value, low, high }: Estimate, most: number, predicted?: number): string {
  const place = (share: number): number => Math.min(width - 1, Math.max(0, Math.round((share / most) * (width - 1))));
  const line = Array.from({ length: width }, (_, at): string => (at > place(low) && at < place(high) ? "─" : " "));
  line[place(low)] = "├";
  line[place(high)] = "┤";
  line[place(value)] = "●";
  if (predicted !== undefined) line[place(predicted)] = "×";
  return line.join("").trimEnd();
}
