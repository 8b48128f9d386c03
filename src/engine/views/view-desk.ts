import type { WorkBody } from "../../contract/work-routes.ts";
import { written } from "../../lib/written.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Principal, Teammate } from "../access/principal.ts";
import type { Once } from "../plans/plan-desk.ts";
import { PlanRefused } from "../plans/plan-refused.ts";
import { type ViewAnswer, isOwn, mayRead, mayShare, mayWrite, viewAnswer } from "./present-view.ts";
import type { PortfolioView, ViewStore } from "./view-store.ts";

export interface ViewDeskParts {
  readonly views: ViewStore;
  readonly clock: () => Instant;
  readonly uniqueId: () => string;
}

/** What is removed can be brought back for so long. */
const keptMs = 30 * 86_400_000;
/** More than anybody looks through; of one teammate. */
const mostViews = 200;

/** Keeps views of the portfolio: each teammate's own, and those that managers share. */
export class ViewDesk {
  readonly #parts: ViewDeskParts;

  constructor(parts: ViewDeskParts) {
    this.#parts = parts;
  }

  async keep(caller: Principal, wish: WorkBody<"keepView">, { key }: Once): Promise<ViewAnswer> {
    const { id: teammate, email } = teammateOf(caller);
    const { views, clock, uniqueId } = this.#parts;
    if (wish.isShared) requireSharing(caller);
    // Ids of others can't be met by accident, and whoever sends the same twice gets what the first time kept.
    const id = key === undefined ? uniqueId() : `${teammate}:${key}`;
    const known = await views.find({ workspace: caller.workspace, id });
    if (known) return viewAnswer(caller, known, await views.first(teammate));
    const own = (await views.list(caller.workspace)).filter((view) => isOwn(caller, view));
    if (own.length >= mostViews) throw new PlanRefused("not_now", `You keep ${mostViews} views already. Remove one first.`);
    const view: PortfolioView = { id, workspace: caller.workspace, teammate, keptBy: email, ...wish, changedAt: clock(), removedAt: null };
    await views.add(view);
    return viewAnswer(caller, view, await views.first(teammate));
  }

  async change(caller: Principal, id: string, { isDefault, isRemoved, ...change }: WorkBody<"changeView">): Promise<ViewAnswer> {
    const { id: teammate } = teammateOf(caller);
    const { views, clock } = this.#parts;
    const view = await this.#readable(caller, id);
    if (view.removedAt !== null && isRemoved === undefined) throw noSuchView();
    const wanted = { ...written(change), ...(isRemoved === false && { removedAt: null }) };
    const after = Object.keys(wanted).length > 0 ? { ...view, ...wanted, changedAt: clock() } : view;
    if (after !== view) {
      requireWriting(caller, view);
      // Nobody shares what they may not change afterwards.
      if (change.isShared !== undefined && change.isShared !== view.isShared) requireSharing(caller);
      // What nobody owns any more would be nobody's.
      if (change.isShared === false && view.teammate === null) throw new PlanRefused("not_now", "Whoever kept this view has left. Remove it instead.");
      await views.change({ workspace: caller.workspace, id }, { ...wanted, changedAt: after.changedAt });
    }
    if (isDefault !== undefined) await this.#begin(teammate, id, isDefault);
    return viewAnswer(caller, after, await views.first(teammate));
  }

  async remove(caller: Principal, id: string): Promise<void> {
    const { views, clock } = this.#parts;
    teammateOf(caller);
    const view = await this.#readable(caller, id);
    if (view.removedAt !== null) throw noSuchView();
    requireWriting(caller, view);
    await views.change({ workspace: caller.workspace, id }, { removedAt: clock() });
    await views.clear(caller.workspace, clock() - keptMs);
  }

  async #begin(teammate: string, id: string, isDefault: boolean): Promise<void> {
    const { views } = this.#parts;
    if (isDefault) await views.begin(teammate, id);
    else if ((await views.first(teammate)) === id) await views.begin(teammate, undefined);
  }

  /** Somebody else's is an unknown one. */
  async #readable(caller: Principal, id: string): Promise<PortfolioView> {
    const view = await this.#parts.views.find({ workspace: caller.workspace, id });
    if (!view || !mayRead(caller, view)) throw noSuchView();
    return view;
  }
}

function teammateOf(caller: Principal): Teammate {
  if (caller.kind !== "teammate") throw new PlanRefused("not_yours", "Views belong to teammates. Sign in to keep one.");
  return caller.teammate;
}

function requireSharing(caller: Principal): void {
  if (!mayShare(caller)) throw new PlanRefused("not_yours", "Sharing a view takes a manager; keep it for yourself, and ask one.");
}

function requireWriting(caller: Principal, view: PortfolioView): void {
  if (!mayWrite(caller, view)) throw new PlanRefused("not_yours", "This view is shared, which a manager may change; keep one of your own.");
}

const noSuchView = (): PlanRefused => new PlanRefused("unknown", "There is no such view.");
