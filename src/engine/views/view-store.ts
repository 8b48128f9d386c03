import type { Instant } from "../../lib/zone.ts";

/** Filters, order, groups and columns of the portfolio under a name. */
export interface PortfolioView {
  readonly id: string;
  readonly workspace: string;
  /** Whose it is; null once that teammate has left and others go on using it. */
  readonly teammate: string | null;
  readonly keptBy: string;
  readonly name: string;
  /** As the portfolio's address writes it. */
  readonly search: string;
  readonly isShared: boolean;
  readonly changedAt: Instant;
  /** Null while it is there. */
  readonly removedAt: Instant | null;
}

export interface WhichView {
  readonly workspace: string;
  readonly id: string;
}

export type ViewChange = Partial<Pick<PortfolioView, "name" | "search" | "isShared" | "changedAt" | "removedAt">>;

/** Views that people keep, and with which one each begins. */
export interface ViewStore {
  /** Everything of the workspace that is not removed, by name. */
  list(workspace: string): Promise<readonly PortfolioView[]>;
  /** Also one that is removed. */
  find(which: WhichView): Promise<PortfolioView | undefined>;
  /** Where there is one with this id already, nothing happens. */
  add(view: PortfolioView): Promise<void>;
  change(which: WhichView, change: ViewChange): Promise<void>;
  /** Forgets for good what was removed before an instant, and personal views of those who left. */
  clear(workspace: string, removedBefore: Instant): Promise<void>;
  /** The id of the view that a teammate begins with. */
  first(teammate: string): Promise<string | undefined>;
  begin(teammate: string, view: string | undefined): Promise<void>;
}
