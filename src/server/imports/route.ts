import { createReadStream } from "node:fs";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { importFilePaths } from "../../contract/paths.ts";
import { presentFirst, presentMapping, presentMatchings, presentRun } from "../../engine/imports/answers.ts";
import { ImportRefused } from "../../engine/imports/import-desk.ts";
import { UploadRefused } from "../../engine/imports/ports.ts";
import type { SetupParts } from "../../engine/imports/setup-parts.ts";
import { InputRefused } from "../../engine/import-source.ts";
import { authorOf } from "../../engine/plans/may.ts";
import { callerOf } from "../access/gate.ts";
import { forRole } from "../access/policy.ts";
import { addRoute, checked, patternOf } from "../access/routes.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

/** Files that are uploaded, what they mean, importing them, matching records, and a first health definition. */
export function importRoutes(app: FastifyInstance, parts: SetupParts): void {
  const { imports, mapping, matching, definition } = parts;
  addRoute(app, "getImports", async () => {
    const { files: most, fileBytes, bytes } = imports.limits;
    const files = await imports.files();
    return { files: files.map((file) => ({ ...file, uploadedAt: new Date(file.uploadedAt).toISOString() })), limits: { files: most, fileBytes, bytes }, runs: (await imports.runs()).map(presentRun) };
  });
  addRoute(app, "removeImportFile", async ({ id }) => {
    await imports.remove(id).catch(refuse);
    await mapping.dropFile(id);
  });
  addRoute(app, "getImportMapping", async () => presentMapping(await mapping.current(), mapping.kinds));
  addRoute(app, "changeImportMapping", async ({ body }) => {
    const changed = async () => {
      imports.requireIdle();
      return "edits" in body ? mapping.change(body.edits) : "text" in body ? mapping.write(body.text) : mapping.guess();
    };
    return presentMapping(await changed().catch(refuse), mapping.kinds);
  });
  addRoute(app, "startImport", async ({ request }) => {
    const found = await mapping.current();
    if (!found) throw new RequestProblem("not_now", "There are no files to import.");
    return presentRun(await imports.start(found.text, authorOf(callerOf(request))).catch(refuse));
  });
  addRoute(app, "cancelImport", async () => imports.cancel().catch(refuse));
  addRoute(app, "getMatching", async ({ query }) => presentMatchings(await matching.matchings(query.into)));
  addRoute(app, "decideMatch", async ({ request, body }) => presentMatchings(await matching.decide(body.into, body.decision, authorOf(callerOf(request))).catch(refuse)));
  addRoute(app, "getFirstDefinition", async () => presentFirst(await definition.current()));
  addRoute(app, "chooseFirstDefinition", async ({ body: { bands, ...choice } }) => presentFirst(await definition.choose({ ...choice, bands: { red_below: bands.redBelow, yellow_below: bands.yellowBelow } })));
  void app.register(async (scope) => fileRoutes(scope, parts));
}

const partQuery = z.strictObject({ name: z.string().min(1).max(1000), offset: z.coerce.number().int().min(0).default(0), more: z.enum(["yes", "no"]).default("no") });

/** Files go to the disk as they come, and never through the memory. */
function fileRoutes(app: FastifyInstance, { imports, mapping }: SetupParts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  app.post(importFilePaths.upload, { config: { policy: forRole("administrator") } }, async (request, reply) => {
    const { name, offset, more } = checked(partQuery, request.query) as z.output<typeof partQuery>;
    const bytes = (request.body ?? request.raw) as AsyncIterable<Uint8Array>;
    const kept = await imports.upload(name, { bytes, offset, isLast: more === "no" }).catch(refuse);
    if (more === "no") await mapping.takeFile(kept);
    return reply.code(201).header("cache-control", "no-store").send({ name: kept });
  });
  app.get<{ Params: { readonly id: string } }>(patternOf(importFilePaths.rejects), { config: { policy: forRole("administrator") } }, async (request, reply) => {
    const path = await imports.rejectsPath(request.params.id);
    if (path === undefined) throw new RequestProblem("not_found", "There are no rejects of such an import.");
    return reply.header("content-type", "text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="rejected-rows.csv"').header("cache-control", "no-store").send(createReadStream(path));
  });
}

const codes: Readonly<Record<ImportRefused["kind"] | UploadRefused["kind"], ProblemCode>> = { not_now: "not_now", bad_name: "invalid_request", too_many: "not_now", unknown: "not_found", too_large: "body_too_large", full: "full", cut_off: "not_now" };

function refuse(error: unknown): never {
  if (error instanceof ImportRefused || error instanceof UploadRefused) throw new RequestProblem(codes[error.kind], error.message);
  if (error instanceof InputRefused) throw new RequestProblem("invalid_request", error.message, { more: { errors: error.problems.map(({ place, message }) => ({ path: place, message })) } });
  throw error;
}
