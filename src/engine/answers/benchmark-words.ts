import type { FromBase, Group } from "../../insights/benchmarks/benchmark.ts";
import type { LookAlikes } from "../../insights/benchmarks/look-alikes.ts";
import { type Place, tenureText } from "../../insights/benchmarks/place.ts";
import { type Grouping, groupings } from "../../insights/benchmarks/settings.ts";
import type { PastStandings } from "../../insights/benchmarks/standings.ts";
import { localDate } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";
import { countedText } from "../../lib/number-text.ts";
import { segmentName, stageName } from "../../pack/names.ts";

/** What a group has in common, in the order in which people think of it. A pack without a journey or segments doesn't group by them. */
export function groupText(pack: Pack, { by, place }: Pick<Group, "by" | "place">): string {
  const words: Readonly<Record<Grouping, (place: Place) => string | undefined>> = {
    stage: ({ stage }) => (stage === null ? (pack.journey ? "in no stage" : undefined) : stageName(pack, stage)),
    segment: ({ segment }) => (segment === null ? (Object.keys(pack.segments).length > 0 ? "in no segment" : undefined) : segmentName(pack, segment)),
    tenure: ({ tenure }) => tenureText(tenure, pack.benchmarks.tenure),
  };
  const said = groupings.filter((grouping) => by.includes(grouping)).flatMap((grouping) => words[grouping](place) ?? []);
  return said.length > 0 ? said.join(", ") : "all accounts";
}

export const ofWhom = ({ of, accounts }: Group): string => `${countedText(accounts, "account", "accounts")}${of === "renewed" ? " that went on to renew" : ""}`;

/** `Too few in Onboarding, Starter (7), so it is the next wider group.` */
export function widenedText(pack: Pack, { tooFew, group }: Pick<FromBase, "tooFew" | "group">): string | undefined {
  // Groupings that the pack has nothing for give the same words twice.
  const narrower = new Map(tooFew.map((one) => [`${groupText(pack, one)}${one.of === group.of ? "" : " that renewed"}`, one.accounts]));
  narrower.delete(groupText(pack, group));
  if (narrower.size === 0) return undefined;
  return `Fewer than ${pack.benchmarks.at_least} in ${[...narrower].map(([words, accounts]) => `${words} (${accounts})`).join("; ")}: so the next wider group counts.`;
}

const ordinal = (rank: number): string => {
  const ending = rank % 100 >= 11 && rank % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][rank % 10] ?? "th");
  return `${rank}${ending}`;
};

const percentileName = (percentile: number): string => (percentile === 50 ? "the median" : `the ${ordinal(percentile)} percentile`);

/** What was counted as what; printed beside the numbers, so that nobody has to guess. */
export function benchmarkDefinitions(pack: Pack, past: Pick<PastStandings, "frozenAt" | "instants">): string[] {
  const { of, percentile, under, at_least, by, tenure } = pack.benchmarks;
  const zone = pack.pack.timezone;
  return [
    `Benchmark: ${percentileName(percentile)} of what ${of === "renewed" ? "customers that went on to renew" : "customers"} scored in the group: of each account the last start of a month that it spent there.`,
    `Under it: in the lowest ${under === 25 ? "quarter" : `${under} %`} of them, or below a target of the pack.`,
    `A group has at least ${at_least} accounts${by.length > 0 ? `; where it has fewer, ${by.toReversed().join(", then ")} is left out` : ""}.${by.includes("tenure") && tenure.length > 0 ? " Months are those of the contract." : ""}`,
    `Frozen at ${localDate(past.frozenAt, zone)}: scores at ${countedText(past.instants.length, "start of a month", "starts of months")}, under this pack, by what was known on that day. They don't move until the next month begins.`,
  ];
}

/** What the two rates say together, and no more than that. */
export function lookAlikesVerdict({ alike, all }: Extract<LookAlikes, { kind: "found" }>): string {
  if (alike.rate.low > all.rate.value) return "So customers that look like this leave more often than the others.";
  if (alike.rate.high < all.rate.value) return "So customers that look like this leave less often than the others.";
  return "So looking like this doesn't tell who leaves, as far as so few can tell.";
}
