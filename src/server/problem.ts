import type { FastifyReply } from "fastify";
import { noteProblem } from "./log/request-log.ts";

/** Everything that can go wrong with a request as a whole. The code is stable; texts may change. */
export const problems = {
  invalid_json: { status: 400, title: "The body is not JSON" },
  invalid_encoding: { status: 400, title: "The body can't be decoded" },
  not_an_object: { status: 400, title: "The body is not a JSON object" },
  no_batch: { status: 400, title: "The body has no list `batch`" },
  too_many_calls: { status: 400, title: "The batch has too many calls" },
  call_rejected: { status: 400, title: "The call can't be taken" },
  bad_request: { status: 400, title: "The request can't be read" },
  invalid_request: { status: 400, title: "The request is not as it has to be" },
  missing_write_key: { status: 401, title: "There is no write key" },
  unknown_write_key: { status: 401, title: "The write key is not known" },
  revoked_write_key: { status: 401, title: "The write key is revoked" },
  expired_write_key: { status: 401, title: "The write key has expired" },
  not_signed_in: { status: 401, title: "Nobody is signed in" },
  read_key_refused: { status: 401, title: "The read key opens nothing" },
  sign_in_refused: { status: 401, title: "Address or password is wrong" },
  link_refused: { status: 403, title: "The link opens nothing" },
  forbidden: { status: 403, title: "This is not allowed to you" },
  needs_role: { status: 403, title: "This takes another role" },
  not_yours: { status: 403, title: "This is somebody else's" },
  foreign_page: { status: 403, title: "The request comes from another site" },
  not_found: { status: 404, title: "There is nothing at this path" },
  no_score: { status: 404, title: "There is no score at this instant" },
  forgotten: { status: 410, title: "This is forgotten" },
  removed: { status: 410, title: "What this rests on was removed" },
  method_not_allowed: { status: 405, title: "The method is not possible here" },
  name_taken: { status: 409, title: "The name is in use" },
  withdrawn_already: { status: 409, title: "It was taken back already" },
  already_set_up: { status: 409, title: "There is an administrator already" },
  not_now: { status: 409, title: "This can't be done as things stand" },
  last_administrator: { status: 409, title: "Somebody has to administer" },
  definition_read_only: { status: 409, title: "The health definition isn't changed here" },
  definition_changed: { status: 409, title: "Somebody else has changed the health definition" },
  nothing_to_publish: { status: 409, title: "Nothing is different" },
  definition_faulty: { status: 422, title: "The health definition has errors" },
  body_too_slow: { status: 408, title: "The body took too long" },
  body_too_large: { status: 413, title: "The body is too large" },
  unknown_encoding: { status: 415, title: "The content encoding is not known" },
  too_many_attempts: { status: 429, title: "Too many attempts have failed" },
  busy: { status: 429, title: "Too much is being received" },
  full: { status: 429, title: "There is no room for more" },
  unavailable: { status: 503, title: "What it takes is away at the moment" },
  internal: { status: 500, title: "Something failed" },
} as const;

export type ProblemCode = keyof typeof problems;

/** Ends a request with a problem. The message is for the sender's developers; it never quotes a key. */
export class RequestProblem extends Error {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;
  /** More members of the problem document. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, message: string, { headers = {}, more = {} }: { readonly headers?: Readonly<Record<string, string>>; readonly more?: Readonly<Record<string, unknown>> } = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
    this.more = more;
  }
}

/** A problem document as RFC 9457 says, with the `code` and `message` without which Segment's libraries try again for ever. */
export async function sendProblem(reply: FastifyReply, { code, message, headers, more }: RequestProblem): Promise<void> {
  const { status, title } = problems[code];
  noteProblem(reply, code);
  await reply
    .code(status)
    .headers(headers)
    .header("content-type", "application/problem+json; charset=utf-8")
    .send(JSON.stringify({ type: `urn:bellwether:problem:${code}`, title, status, detail: message, code, message, ...more }));
}
