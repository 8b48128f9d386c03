import type { WorkDoor } from "../engine/plans/work-door.ts";
import { accountFound } from "./find-account.ts";

/** The account with that id, or the only one with that name. Throws Refused, with those that may have been meant. */
export async function accountNamed(door: WorkDoor, asked: string): Promise<string> {
  const { account, isAmbiguous, candidates } = await door.ask("findAccount", { asked });
  return accountFound(account !== null ? { kind: "found", account } : isAmbiguous ? { kind: "several", accounts: candidates.map((candidate) => candidate.account) } : { kind: "none", likely: candidates }, asked);
}
