import type { Scores } from "../../engine/answers/scores.ts";
import { RequestProblem } from "../problem.ts";

export interface ApiParts {
  /** Rejects while the store can't be reached. */
  readonly scores: () => Promise<Scores>;
}

/** What every answer is read from; while it can't be reached, nothing that a request says could mend it. */
export async function reachable({ scores }: ApiParts): Promise<Scores> {
  try {
    return await scores();
  } catch {
    throw new RequestProblem("unavailable", "Scores can't be read at the moment. Ask again later.", { headers: { "retry-after": "5" } });
  }
}
