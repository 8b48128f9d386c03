/** Why there is no answer; `removed`: what it would be computed from is gone under a rule of retention. `unknown` also stands for what lies in another workspace. */
export type UnanswerableKind = "unknown" | "no_score" | "bad_question" | "removed";

/** A question that has no answer; the message is for whoever asked. */
export class Unanswerable extends Error {
  readonly kind: UnanswerableKind;

  constructor(kind: UnanswerableKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
