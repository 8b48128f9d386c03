import type { FastifyRequest } from "fastify";
import { RequestProblem } from "../problem.ts";

/**
 * Refuses what a page of somebody else's sends with our cookies. Browsers say where a request comes from, and pages can't
 * change what they say; what says nothing is no browser, and has its cookies from its own user.
 */
export function requireOwnPage(request: FastifyRequest, publicOrigin: string | undefined): void {
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  const isForeign = (site !== undefined && site !== "same-origin" && site !== "none") || (origin !== undefined && origin !== ownOrigin(request, publicOrigin));
  if (isForeign) throw new RequestProblem("foreign_page", "Only this server's own page may do this.");
}

/** The origin of our own page, as a browser writes it. */
export const ownOrigin = (request: FastifyRequest, publicOrigin: string | undefined): string => publicOrigin ?? `${request.protocol}://${request.host}`;
