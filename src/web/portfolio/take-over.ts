import { murmur3 } from "../../lib/murmur.ts";
import { sendWork } from "../api/work.ts";
import type { SearchTexts } from "../route/search-text.ts";
import { readPortfolioSearch } from "./search.ts";
import { type View, textOf } from "./views.ts";

/** What a browser kept, as far as it can be read. */
export function viewsIn(text: string | null): readonly View[] {
  try {
    const kept = JSON.parse(text ?? "[]") as unknown;
    return Array.isArray(kept) ? kept.flatMap(viewOf) : [];
  } catch {
    return [];
  }
}

function viewOf(kept: unknown): readonly View[] {
  const { name, search } = (kept ?? {}) as { readonly name?: unknown; readonly search?: unknown };
  if (typeof name !== "string" || name.trim() === "" || typeof search !== "object" || search === null) return [];
  return [{ name: name.trim().slice(0, 60), search: readPortfolioSearch(search as SearchTexts) }];
}

/** The same view taken over twice is one view: two tabs may come at the same moment. */
const keyOf = (view: View): string => `browser:${murmur3(`${view.name}\n${textOf(view)}`).toString(16)}`;

/** Brings views that a browser kept to the server. */
export async function takeOver(text: string): Promise<void> {
  for (const view of viewsIn(text)) await sendWork("keepView", { body: { name: view.name, search: textOf(view) } }, { key: keyOf(view) });
}
