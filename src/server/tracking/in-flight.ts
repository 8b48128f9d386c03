import type { FastifyReply, FastifyRequest } from "fastify";
import { RequestProblem } from "../problem.ts";

/** What a body without a stated length is taken for. */
const unstatedBytes = 64 * 1024;

/** Keeps memory bounded: beyond so many bytes at once a request is answered before its body is read. */
export class InFlight {
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Counts a request until its answer is sent or its connection is gone. */
  enter(request: FastifyRequest, reply: FastifyReply): void {
    const stated = Number(request.headers["content-length"]);
    const bytes = Number.isFinite(stated) && stated >= 0 ? stated : unstatedBytes;
    if (this.#bytes > 0 && this.#bytes + bytes > this.#mostBytes) throw new RequestProblem("busy", "Send the request again later; nothing of it was taken.", { headers: { "retry-after": "1" } });
    this.#bytes += bytes;
    reply.raw.once("close", () => {
      this.#bytes -= bytes;
    });
  }
}
