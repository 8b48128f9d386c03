import type { FastifyInstance } from "fastify";
import type { Principal } from "../../engine/access/principal.ts";
import { Unanswerable } from "../../engine/answers/unanswerable.ts";
import { compareVersions, getVersion, listVersions, presentProblem, previewVersion, publishVersion } from "../../engine/definitions/answers.ts";
import type { DefinitionDesk } from "../../engine/definitions/desk.ts";
import { BadEdit } from "../../engine/definitions/draft.ts";
import { BadInstant } from "../../engine/definitions/previewer.ts";
import { type DefinitionRefusal, DefinitionRefused } from "../../engine/definitions/refused.ts";
import type { VersionSource } from "../../engine/versions.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";
import { addQuestion } from "../api/question.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

/** `/api/v1/versions`: the health definition in use, what another would do, and putting it in use. */
export function versionRoutes(app: FastifyInstance, desk: DefinitionDesk): void {
  addQuestion(app, "listVersions", () => listVersions(desk));
  addQuestion(app, "getVersion", ({ version }) => getVersion(desk, version).catch(refuse));
  addQuestion(app, "compareVersions", (asked) => compareVersions(desk, asked).catch(refuse));
  addRoute(app, "previewVersion", ({ body }) => previewVersion(desk, body).catch(refuse));
  addRoute(app, "publishVersion", async ({ request, reply, body }) => {
    const published = await publishVersion(desk, body, publisher(callerOf(request), body.author)).catch(refuse);
    if (published.outcome !== "applied") void reply.code(200);
    return published;
  });
}

/** Who signs for a version. Only a command on this machine says it itself: whoever may read the data directory could write it there, too. */
function publisher(caller: Principal, named: string | undefined): { readonly author: string; readonly source: VersionSource } {
  if (named !== undefined && caller.kind !== "local") throw new RequestProblem("invalid_request", "`author`: the server knows who publishes; leave it out.");
  switch (caller.kind) {
    case "teammate":
      return { author: caller.teammate.email, source: "page" };
    case "read_key":
      return { author: caller.key.name, source: "folder" };
    case "local":
      return { author: named ?? "the command line", source: "folder" };
  }
}

const codes: Readonly<Record<DefinitionRefusal, ProblemCode>> = { read_only: "definition_read_only", changed: "definition_changed", nothing: "nothing_to_publish", faulty: "definition_faulty" };

function refuse(error: unknown): never {
  if (error instanceof DefinitionRefused) {
    const errors = error.problems.map(presentProblem).map(({ path, message, file, line, column, ...problem }) => ({ ...problem, path: path.join("."), message: `${file}:${line}:${column} ${message}` }));
    throw new RequestProblem(codes[error.kind], error.message, errors.length > 0 ? { more: { errors } } : {});
  }
  if (error instanceof BadEdit || error instanceof BadInstant) throw new RequestProblem("invalid_request", error.message);
  if (error instanceof Unanswerable) throw new RequestProblem("not_found", error.message);
  throw error;
}
