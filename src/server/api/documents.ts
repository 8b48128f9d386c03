import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { openApiDocument } from "../../contract/openapi.ts";
import { forEverybody } from "../access/policy.ts";
import { docsPage, docsStyle } from "./docs-page.ts";

/** `/api/openapi.json` for programs and `/api/docs` for people. Neither holds data, so neither asks who reads it. */
export function documentRoutes(app: FastifyInstance): void {
  const document = openApiDocument();
  const [json, page] = [JSON.stringify(document), docsPage(document as unknown as Parameters<typeof docsPage>[0])];
  const style = createHash("sha256").update(docsStyle).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  app.get("/api/openapi.json", { config: { policy: forEverybody } }, (_request, reply) => reply.header("content-type", "application/json; charset=utf-8").send(json));
  app.get("/api/docs", { config: { policy: forEverybody } }, (_request, reply) =>
    reply.header("content-type", "text/html; charset=utf-8").header("content-security-policy", policy).header("x-content-type-options", "nosniff").send(page),
  );
}
