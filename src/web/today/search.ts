import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn } from "../route/search-text.ts";

/** Whose day is shown, as the address says: absent is one's own book, `everybody` all accounts, else an owner's. */
export interface TodaySearch extends PageSearch {
  readonly of?: string;
}

export const everybody = "everybody";

export function readTodaySearch(search: SearchTexts): TodaySearch {
  const of = textIn(search, "of");
  return { ...readPageSearch(search), ...(of !== undefined && { of }) };
}

interface Reader {
  readonly email: string;
  readonly role: string;
  readonly books: readonly string[];
}

/** Whose accounts a page is about. */
export interface Whose {
  readonly kind: "own" | "everybody" | "owner";
  /** Owners of accounts; absent is everybody's. */
  readonly owner?: readonly string[];
}

/** Who has no book sees everybody's accounts, until an address or an administrator says otherwise. */
export function whoseDay({ of }: TodaySearch, me: Reader | undefined): Whose {
  if (of === everybody) return { kind: "everybody" };
  if (of !== undefined) return { kind: "owner", owner: [of] };
  // Accounts may also be handed over to somebody by their e-mail address.
  return me && me.books.length > 0 ? { kind: "own", owner: [...new Set([...me.books, me.email])] } : { kind: "everybody" };
}
