import type { Answer } from "../../contract/routes.ts";
import type { Principal } from "../access/principal.ts";
import { mayRead, mayShare, viewAnswer } from "./present-view.ts";
import type { ViewStore } from "./view-store.ts";

/** Shared views for whoever may read, with one's own for teammates. */
export async function listViews({ views, principal }: { readonly views: ViewStore; readonly principal: Principal }): Promise<Answer<"listViews">> {
  const [all, first] = await Promise.all([views.list(principal.workspace), principal.kind === "teammate" ? views.first(principal.teammate.id) : undefined]);
  return { views: all.filter((view) => mayRead(principal, view)).map((view) => viewAnswer(principal, view, first)), mayShare: mayShare(principal) };
}
