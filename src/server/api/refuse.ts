import { Unanswerable, type UnanswerableKind } from "../../engine/answers/unanswerable.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

const codes: Readonly<Record<UnanswerableKind, ProblemCode>> = { unknown: "not_found", no_score: "no_score", bad_question: "bad_request", removed: "removed" };

/** A question that has no answer becomes a problem; everything else is ours and goes on. */
export function refuse(error: unknown): never {
  if (error instanceof Unanswerable) throw new RequestProblem(codes[error.kind], error.message);
  throw error;
}
