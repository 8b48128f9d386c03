import type { WorkDoor } from "../engine/plans/work-door.ts";
import { accountAnswered } from "./find-account.ts";

/** The account with that id, or the only one with that name. Throws Refused, with those that may have been meant. */
export async function accountNamed(door: WorkDoor, asked: string): Promise<string> {
  return accountAnswered(await door.ask("findAccount", { asked }), asked);
}
