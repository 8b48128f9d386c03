import type { Answer, Asked } from "../../contract/routes.ts";
import { findAccount as find } from "../find-account.ts";
import type { Scores } from "./scores.ts";

const mostCandidates = 10;

export async function findAccount({ ports }: Scores, workspace: string, { asked }: Asked<"findAccount">): Promise<Answer<"findAccount">> {
  const found = await find(ports.accounts, workspace, asked);
  switch (found.kind) {
    case "found":
      return { account: found.account, isAmbiguous: false, total: 1, candidates: [] };
    case "several":
      return { account: null, isAmbiguous: true, total: found.accounts.length, candidates: found.accounts.slice(0, mostCandidates).map((account) => ({ account, name: asked })) };
    case "none":
      return { account: null, isAmbiguous: false, total: found.likely.length, candidates: found.likely.slice(0, mostCandidates).map(({ account, name }) => ({ account, name })) };
  }
}
