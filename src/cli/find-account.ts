import type { Answer } from "../contract/routes.ts";
import { type FoundAccount, findAccount as find } from "../engine/find-account.ts";
import type { DataSpan } from "../engine/ports.ts";
import { Refused, type ScoringWire, noData } from "./scoring.ts";

interface Directory {
  readonly accounts: Pick<DataSpan, "findAccounts" | "namedAccounts" | "span">;
}

/** The account with that id, or the only one with that name. Throws Refused, with those that may have been meant. */
export async function findAccount({ accounts }: Directory, { workspace }: Pick<ScoringWire, "workspace">, asked: string): Promise<string> {
  const found = await find(accounts, workspace, asked);
  if (found.kind !== "found" && !(await accounts.span(workspace))) throw new Refused(noData);
  return accountFound(found, asked);
}

/** The account that was found; throws Refused for none and for several. */
function accountFound(found: FoundAccount, asked: string): string {
  switch (found.kind) {
    case "found":
      return found.account;
    case "several":
      throw new Refused(`Several accounts are called \`${asked}\`: ${found.accounts.slice(0, 10).join(", ")}. Name one by its id.`);
    case "none":
      throw new Refused(`There is no account with the id or name \`${asked}\`${meant(found.likely.map(({ name }) => name))}`);
  }
}

/** The same, as a server answers it. */
export function accountAnswered({ account, isAmbiguous, candidates }: Answer<"findAccount">, asked: string): string {
  if (account !== null) return account;
  return accountFound(isAmbiguous ? { kind: "several", accounts: candidates.map((candidate) => candidate.account) } : { kind: "none", likely: candidates }, asked);
}

const mostShown = 5;

function meant(likely: readonly string[]): string {
  if (likely.length === 0) return "; `bellwether score` lists those there are.";
  const more = likely.length > mostShown ? ` (and ${likely.length - mostShown} more)` : "";
  return `; did you mean ${likely.slice(0, mostShown).map((name) => `\`${name}\``).join(" or ")}${more}?`;
}
