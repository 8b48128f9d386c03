import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { forEverybody } from "../access/policy.ts";
import { pageHeaders } from "./headers.ts";

export interface PageParts {
  /** Where the built files of the page lie. */
  readonly directory: string;
  /** A fresh unguessable text, for one answer alone. */
  readonly nonce: () => string;
}

/** What the build writes where each answer has its own value. */
const nonceMark = "{nonce}";

/** Paths that programs ask for: an unknown one among them is a problem, not a page. */
const forPrograms = /^\/(?:api|v1|assets|healthz|readyz|metrics)(?:\/|$)/;

/**
 * The page's files. Those under `assets` have a hash of their content in their names and are kept for good; every
 * other address is the page itself, which finds out from the address what to show.
 */
export async function pageRoutes(app: FastifyInstance, { directory, nonce }: PageParts): Promise<void> {
  await app.register(fastifyStatic, { root: directory, serve: false, index: false, dotfiles: "deny", cacheControl: false, preCompressed: true });
  const file = join(directory, "index.html");
  const html = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const open = { config: { policy: forEverybody } };
  // Said of files that are there alone: that one is missing must not be kept for a year.
  app.get<{ Params: { "*": string } }>("/assets/*", open, (request, reply) => reply.headers(asTyped).sendFile(`assets/${request.params["*"]}`, { cacheControl: true, immutable: true, maxAge: "365d" }));
  for (const name of ["bell.svg", "colour-scheme.js"]) app.get(`/${name}`, open, (_request, reply) => reply.headers({ ...asTyped, "cache-control": "no-cache" }).sendFile(name));
  app.get("/*", open, (request, reply) => {
    if (forPrograms.test(request.url.split("?", 1)[0] ?? "")) return reply.callNotFound();
    return html === undefined ? sayItIsNotBuilt(reply) : sendPage(reply, html, nonce());
  });
}

const asTyped = { "x-content-type-options": "nosniff" };

function sendPage(reply: FastifyReply, html: string, nonce: string): FastifyReply {
  return reply.headers(pageHeaders(nonce)).type("text/html; charset=utf-8").send(html.replaceAll(nonceMark, nonce));
}

function sayItIsNotBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).type("text/plain; charset=utf-8").send("The page is not built. Run `npm run build` and start again; events are taken meanwhile.\n");
}
