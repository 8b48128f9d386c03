import { createContext, use } from "react";
import type { Answer } from "../../contract/routes.ts";
import type { AccountSearch } from "./search.ts";

export type Account = Answer<"getAccount">;
export type MetricPart = Account["metrics"][number];
export type CategoryPart = Account["categories"][number];

/** What the parts of an account's page have in common. */
export interface AccountView {
  readonly data: Account;
  readonly search: AccountSearch;
  /** Part of every question about the account. */
  readonly instant: { readonly asOf?: string };
  readonly change: (next: AccountSearch) => void;
}

export const AccountContext = createContext<AccountView | undefined>(undefined);

export function useAccount(): AccountView {
  const view = use(AccountContext);
  if (!view) throw new Error("Parts of an account stand on its page.");
  return view;
}
