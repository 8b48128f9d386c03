import type { FastifyInstance } from "fastify";

/** Nothing is loaded from elsewhere, nothing is framed, no script stands in a page. */
const contentSecurityPolicy = ["default-src 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "img-src 'self' data:"].join("; ");

const headers: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** On every answer but the tracking API's, whose answers pages of others read; what a route says itself stays. */
export function secureHeaders(app: FastifyInstance, publicOrigin: string | undefined): void {
  const all = { ...headers, ...(publicOrigin?.startsWith("https:") && { "strict-transport-security": "max-age=31536000" }) };
  app.addHook("onSend", async (request, reply) => {
    if (request.url.startsWith("/v1/")) return;
    for (const [name, value] of Object.entries(all)) if (!reply.hasHeader(name)) void reply.header(name, value);
  });
}
