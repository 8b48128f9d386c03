import type { Answer, Asked } from "../../contract/routes.ts";
import { fold } from "../../lib/fold.ts";
import { presentText } from "./account-facts.ts";
import { isoOf } from "./present.ts";
import type { Scores } from "./scores.ts";

/** People of all accounts by name, e-mail address or id. */
export async function findPeople(scores: Scores, workspace: string, { text, limit, asOf }: Asked<"findPeople">): Promise<Answer<"findPeople">> {
  const moment = await scores.moment(workspace, asOf);
  const folded = fold(text.trim());
  const found = folded === "" ? [] : await scores.ports.users.findUsers({ workspace, asOf: moment.asOf, text: folded, limit });
  return {
    asOf: isoOf(moment.asOf),
    version: scores.live.running.version,
    note: moment.note,
    people: found.map(({ user, account, accounts, traits }) => ({ user, name: presentText(traits, "name"), email: presentText(traits, "email"), role: presentText(traits, "role"), account, accountName: scores.live.row(workspace, account)?.name ?? account, accounts })),
  };
}
