import type { PortfolioView, ViewChange, ViewStore, WhichView } from "../../engine/views/view-store.ts";

/** Views in an array. */
export class MemoryViewStore implements ViewStore {
  #views: readonly PortfolioView[] = [];
  readonly #first = new Map<string, string>();

  list(workspace: string): Promise<readonly PortfolioView[]> {
    const found = this.#views.filter((view) => view.workspace === workspace && view.removedAt === null);
    return Promise.resolve(found.toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : left.id < right.id ? -1 : 1)));
  }

  find(which: WhichView): Promise<PortfolioView | undefined> {
    return Promise.resolve(this.#views.find(isIt(which)));
  }

  add(view: PortfolioView): Promise<void> {
    if (!this.#views.some(({ id }) => id === view.id)) this.#views = [...this.#views, view];
    return Promise.resolve();
  }

  change(which: WhichView, change: ViewChange): Promise<void> {
    this.#views = this.#views.map((view) => (isIt(which)(view) ? { ...view, ...change } : view));
    return Promise.resolve();
  }

  clear(workspace: string, removedBefore: number): Promise<void> {
    const isGone = ({ removedAt, teammate, isShared }: PortfolioView): boolean => (removedAt !== null && removedAt < removedBefore) || (teammate === null && !isShared);
    this.#views = this.#views.filter((view) => view.workspace !== workspace || !isGone(view));
    return Promise.resolve();
  }

  first(teammate: string): Promise<string | undefined> {
    return Promise.resolve(this.#first.get(teammate));
  }

  begin(teammate: string, view: string | undefined): Promise<void> {
    if (view === undefined) this.#first.delete(teammate);
    else this.#first.set(teammate, view);
    return Promise.resolve();
  }
}

const isIt = ({ workspace, id }: WhichView) => (view: PortfolioView): boolean => view.workspace === workspace && view.id === id;
