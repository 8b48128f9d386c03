import { IconBook2, IconLayoutList, IconListCheck, type TablerIcon } from "@tabler/icons-react";

/** The pages of the navigation, in its order. What has no page yet isn't listed. */
export interface PageEntry {
  readonly to: "/portfolio" | "/plans" | "/how-scores-work";
  readonly name: string;
  readonly icon: TablerIcon;
}

export const pages: readonly PageEntry[] = [
  { to: "/portfolio", name: "Portfolio", icon: IconLayoutList },
  { to: "/plans", name: "Plans", icon: IconListCheck },
  { to: "/how-scores-work", name: "How scores work", icon: IconBook2 },
];
