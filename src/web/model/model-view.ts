import { createContext, use } from "react";
import type { Draft, EditValue, Editable, Problem } from "./draft.ts";

/** What the tree of the definition knows. */
export interface ModelView {
  readonly editable: Editable;
  readonly draft: Draft;
  readonly mayEdit: boolean;
  /** By the thing that they are about. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly edit: (path: string, change: { readonly value: EditValue | null; readonly original: EditValue | null }) => void;
}

export const ModelContext = createContext<ModelView | undefined>(undefined);

export function useModel(): ModelView {
  const view = use(ModelContext);
  if (!view) throw new Error("The tree stands inside of the page of the health definition.");
  return view;
}
