import { IconAdjustments, IconBook2, IconBulb, IconCalendarRepeat, IconDatabase, IconFileImport, IconKeyboard, IconLayoutList, IconListCheck, IconPresentationAnalytics, IconRoute, IconSettings, IconSunHigh, IconTargetArrow, type TablerIcon } from "@tabler/icons-react";
import type { Shortcut } from "./shortcuts.ts";

/** The pages of the navigation, in its order. What has no page yet isn't listed. */
export interface PageEntry {
  readonly to: string;
  readonly name: string;
  readonly icon: TablerIcon;
  /** Keys that lead to it from everywhere. */
  readonly shortcut?: Shortcut;
  /** Whether it is about how things are now, whatever date the other pages show. */
  readonly isTimeless?: boolean;
  /** Whether it has nothing to show where nobody is a customer yet. */
  readonly needsAccounts?: boolean;
  /** Whether it stands in the bar of a phone; the others are behind "More" there. */
  readonly isDaily?: boolean;
  /** Whether a group begins with it: the day's work, all customers together, what health is, what it rests on. */
  readonly beginsGroup?: boolean;
}

export const pages: readonly PageEntry[] = [
  { to: "/today", name: "Today", icon: IconSunHigh, shortcut: "today", isDaily: true, isTimeless: true, needsAccounts: true },
  { to: "/portfolio", name: "Portfolio", icon: IconLayoutList, shortcut: "portfolio", isDaily: true, needsAccounts: true },
  { to: "/plans", name: "Plans", icon: IconListCheck, shortcut: "plans", isTimeless: true, isDaily: true, needsAccounts: true },
  { to: "/typing", name: "Typing in", icon: IconKeyboard, shortcut: "typing", isTimeless: true, needsAccounts: true },
  { to: "/journey", name: "Journey", icon: IconRoute, shortcut: "journey", beginsGroup: true, needsAccounts: true },
  { to: "/renewals", name: "Renewals", icon: IconCalendarRepeat, shortcut: "renewals", needsAccounts: true },
  { to: "/benchmarks", name: "Benchmarks", icon: IconTargetArrow, shortcut: "benchmarks", needsAccounts: true },
  { to: "/board", name: "Board", icon: IconPresentationAnalytics, shortcut: "board", needsAccounts: true },
  { to: "/insights", name: "Insights", icon: IconBulb, shortcut: "insights", isTimeless: true, needsAccounts: true },
  { to: "/how-scores-work", name: "How scores work", icon: IconBook2, shortcut: "definition", beginsGroup: true, isTimeless: true },
  { to: "/health-definition", name: "Health definition", icon: IconAdjustments, shortcut: "model", isTimeless: true },
  { to: "/data", name: "Data", icon: IconDatabase, shortcut: "data", beginsGroup: true, isTimeless: true },
  { to: "/settings", name: "Settings", icon: IconSettings, shortcut: "settings", isTimeless: true },
];

/** Pages that others lead to; the palette knows them too. */
export const furtherPages: readonly PageEntry[] = [{ to: "/setup/files", name: "Set up: add files", icon: IconFileImport }];
