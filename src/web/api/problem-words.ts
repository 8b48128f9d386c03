import { ApiProblem } from "../../contract/client.ts";

/** A failure in plain words: what happened, and what to do about it. */
export interface ProblemWords {
  readonly title: string;
  readonly todo: string;
  readonly canRetry: boolean;
}

/** By the stable code where the answer to "what now" isn't the one of its status. */
const byCode: Readonly<Record<string, ProblemWords>> = {
  not_signed_in: { title: "You are signed out", todo: "Sign in again to go on; the address of this page is kept.", canRetry: false },
  forbidden: { title: "This isn't open to you", todo: "Ask an administrator of your workspace for the role that it takes.", canRetry: false },
};

/** Whatever was thrown. What the server says is shown as it says it, because it names the thing. */
export function problemWords(error: unknown): ProblemWords {
  if (!(error instanceof ApiProblem)) return { title: "Bellwether can't be reached", todo: "Look whether this device is online. The page goes on by itself when the server answers again.", canRetry: true };
  const { code, status, title, detail } = error.problem;
  const known = byCode[code];
  if (known !== undefined) return known;
  if (status === 404) return { title: "There is nothing here", todo: detail, canRetry: false };
  if (status === 429) return { title: "The server is busy", todo: "Wait a moment and try again.", canRetry: true };
  if (status >= 500) return { title: title || "Something failed on the server", todo: detail, canRetry: true };
  return { title, todo: detail, canRetry: false };
}

/** Why something wasn't done, in a sentence. */
export function refusalText(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.detail;
  const { title, todo } = problemWords(error);
  return `${title}. ${todo}`;
}

export const codeOf = (error: unknown): string | undefined => (error instanceof ApiProblem ? error.problem.code : undefined);
