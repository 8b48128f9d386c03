import { createContext, use } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import { type Selection, nothingSelected } from "./selection.ts";

export interface Selecting {
  readonly selection: Selection;
  /** Selects an account or lets it go; with what is shown, everything up to it. */
  readonly select: (row: AccountRow, upToOf?: readonly AccountRow[]) => void;
  readonly become: (selection: Selection) => void;
}

export const SelectionContext = createContext<Selecting>({ selection: nothingSelected, select: () => {}, become: () => {} });

export const useSelection = (): Selecting => use(SelectionContext);
