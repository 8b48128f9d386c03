import { closest } from "../pack/suggest.ts";
import type { DataSpan, NamedAccount } from "./ports.ts";

/** What an id or a name stands for. */
export type FoundAccount =
  | { readonly kind: "found"; readonly account: string }
  | { readonly kind: "several"; readonly accounts: readonly string[] }
  /** Those that may have been meant: whose names hold what was asked, else the nearest. */
  | { readonly kind: "none"; readonly likely: readonly NamedAccount[] };

/** So many names are compared in a moment. */
const mostNames = 100_000;

/** The account with that id, or the only one with that name. */
export async function findAccount(accounts: Pick<DataSpan, "findAccounts" | "namedAccounts">, workspace: string, asked: string): Promise<FoundAccount> {
  const found = await accounts.findAccounts({ workspace, asked });
  if (found.includes(asked)) return { kind: "found", account: asked };
  const [only, ...others] = found;
  if (only === undefined) return { kind: "none", likely: likely(asked, await accounts.namedAccounts({ workspace, limit: mostNames })) };
  return others.length === 0 ? { kind: "found", account: only } : { kind: "several", accounts: found };
}

function likely(asked: string, known: readonly NamedAccount[]): readonly NamedAccount[] {
  const part = asked.toLowerCase();
  const named = known.map(({ account, name }) => ({ account, name: name || account }));
  const holding = part.length < 3 ? [] : named.filter(({ name }) => name.toLowerCase().includes(part));
  if (holding.length > 0) return holding;
  const near = closest(asked, named.flatMap(({ account, name }) => [name, account]));
  return named.filter(({ account, name }) => name === near || account === near).slice(0, 1);
}
