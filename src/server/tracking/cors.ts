import type { FastifyReply, FastifyRequest } from "fastify";

/** Web pages of any origin may send: a write key only appends, and no cookie is read or set. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("access-control-allow-origin", request.headers.origin ?? "*").header("vary", "Origin");
}

/** Whatever headers a library wants to send, it may. */
export async function preflight(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const asked = request.headers["access-control-request-headers"];
  await reply
    .headers({ "access-control-allow-methods": "GET, POST, OPTIONS", "access-control-max-age": "86400", ...(asked !== undefined && { "access-control-allow-headers": asked }) })
    .code(204)
    .send();
}
