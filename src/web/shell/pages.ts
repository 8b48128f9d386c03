import { IconBook2, IconCalendarRepeat, IconLayoutList, IconListCheck, IconPresentationAnalytics, IconRoute, IconTargetArrow, type TablerIcon } from "@tabler/icons-react";

/** The pages of the navigation, in its order. What has no page yet isn't listed. */
export interface PageEntry {
  readonly to: "/portfolio" | "/plans" | "/journey" | "/renewals" | "/benchmarks" | "/board" | "/how-scores-work";
  readonly name: string;
  readonly icon: TablerIcon;
}

export const pages: readonly PageEntry[] = [
  { to: "/portfolio", name: "Portfolio", icon: IconLayoutList },
  { to: "/plans", name: "Plans", icon: IconListCheck },
  { to: "/journey", name: "Journey", icon: IconRoute },
  { to: "/renewals", name: "Renewals", icon: IconCalendarRepeat },
  { to: "/benchmarks", name: "Benchmarks", icon: IconTargetArrow },
  { to: "/board", name: "Board", icon: IconPresentationAnalytics },
  { to: "/how-scores-work", name: "How scores work", icon: IconBook2 },
];
