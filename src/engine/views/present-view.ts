import type { z } from "zod";
import { includesRole } from "../../contract/access.ts";
import type { viewSchema } from "../../contract/view.ts";
import type { Principal } from "../access/principal.ts";
import { isoOf } from "../answers/present.ts";
import type { PortfolioView } from "./view-store.ts";

export type ViewAnswer = z.output<typeof viewSchema>;

/** What everybody has is a manager's to change. */
export const mayShare = (principal: Principal): boolean => principal.kind === "teammate" && includesRole(principal.teammate.role, "manager");

export const isOwn = (principal: Principal, { teammate }: PortfolioView): boolean => principal.kind === "teammate" && principal.teammate.id === teammate;

/** Personal views are nobody else's business, whatever their role. */
export const mayRead = (principal: Principal, view: PortfolioView): boolean => view.isShared || isOwn(principal, view);

export const mayWrite = (principal: Principal, view: PortfolioView): boolean => (view.isShared ? mayShare(principal) : isOwn(principal, view));

export function viewAnswer(principal: Principal, view: PortfolioView, first: string | undefined): ViewAnswer {
  const { id, name, search, isShared, keptBy, changedAt } = view;
  return { id, name, search, isShared, keptBy, changedAt: isoOf(changedAt), isOwn: isOwn(principal, view), isDefault: id === first, mayWrite: mayWrite(principal, view) };
}
