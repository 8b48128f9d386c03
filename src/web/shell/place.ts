import { createContext, use } from "react";
import type { Answer } from "../../contract/routes.ts";

export type ServedPack = Answer<"getPack">;

/** What every page knows: how scores are made, and as of when everything is shown. */
export interface Place {
  readonly pack: ServedPack;
  /** Absent is now. */
  readonly asOf: string | undefined;
  /** The day of the health definition's zone that is today, or that `asOf` names. */
  readonly today: string;
}

export const PlaceContext = createContext<Place | undefined>(undefined);

export function usePlace(): Place {
  const place = use(PlaceContext);
  if (!place) throw new Error("Pages stand inside of the shell.");
  return place;
}

/** A stage or segment by its name; what the definition no longer names keeps its id. */
export const nameIn = (named: readonly { readonly id: string; readonly name: string }[], id: string): string => named.find((one) => one.id === id)?.name ?? id;
