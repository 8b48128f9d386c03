import type { DataSpan, NamedAccount } from "../engine/ports.ts";
import { closest } from "../pack/suggest.ts";
import { Refused, type ScoringWire, noData } from "./scoring.ts";

interface Directory {
  readonly accounts: Pick<DataSpan, "findAccounts" | "namedAccounts" | "span">;
}

/** The account with that id, or the only one with that name. Throws Refused, with those that may have been meant. */
export async function findAccount({ accounts }: Directory, { workspace }: Pick<ScoringWire, "workspace">, asked: string): Promise<string> {
  const found = await accounts.findAccounts({ workspace, asked });
  if (found.includes(asked)) return asked;
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (!(await accounts.span(workspace))) throw new Refused(noData);
  if (only === undefined) throw new Refused(`There is no account with the id or name \`${asked}\`${meant(asked, await accounts.namedAccounts({ workspace, limit: mostNames }))}`);
  throw new Refused(`Several accounts are called \`${asked}\`: ${found.slice(0, 10).join(", ")}. Name one by its id.`);
}

/** So many names are compared in a moment. */
const mostNames = 100_000;
const mostShown = 5;

/** `; did you mean …?`: names that hold what was written, else the one that is nearest to it. */
function meant(asked: string, known: readonly NamedAccount[]): string {
  const part = asked.toLowerCase();
  const names = known.map(({ account, name }) => name || account);
  const holding = part.length < 3 ? [] : names.filter((name) => name.toLowerCase().includes(part));
  const near = closest(asked, [...names, ...known.map(({ account }) => account)]);
  const likely = holding.length > 0 ? holding : near === undefined ? [] : [near];
  if (likely.length === 0) return "; `bellwether score` lists those there are.";
  const more = likely.length > mostShown ? ` (and ${likely.length - mostShown} more)` : "";
  return `; did you mean ${likely.slice(0, mostShown).map((name) => `\`${name}\``).join(" or ")}${more}?`;
}
