import type { z } from "zod";
import { bodySchema, pathParameters, successOf } from "./access-openapi.ts";
import { type WorkName, workPaths } from "./work-paths.ts";
import { type WorkRoute, workRoutes } from "./work-routes.ts";

type Json = Record<string, unknown>;
const names = Object.keys(workRoutes) as WorkName[];

/** What changes of plans answer, by name. */
export const workAnswers: Readonly<Record<string, z.ZodType>> = Object.fromEntries(names.flatMap((name) => [...responseOf(name)].map((response) => [name, response])));

function responseOf(name: WorkName): readonly z.ZodType[] {
  const { response }: WorkRoute = workRoutes[name];
  return response ? [response] : [];
}

/** These routes as OpenAPI operations, each with its path; `answerOf` gives the schema of an answer, `problem` stands for everything else. */
export function workOperations(answerOf: (name: string) => Json, problem: Json): readonly { readonly path: string; readonly method: string; readonly operation: Json }[] {
  return names.map((name) => {
    const [method, path] = workPaths[name];
    const route: WorkRoute = workRoutes[name];
    const { summary, role, body, response } = route;
    const operation = {
      operationId: name,
      summary,
      description: role === "csm" ? "Teammates with the role `csm` for what is theirs, managers for everything; no key." : `Teammates with the role \`${role}\` or a higher one; no key.`,
      security: [{ session: [] }],
      parameters: pathParameters(path),
      ...(body && { requestBody: { required: true, content: { "application/json": { schema: bodySchema(body) } } } }),
      responses: { [successOf(route)]: response ? { description: "The answer", content: { "application/json": { schema: answerOf(name) } } } : { description: "Done" }, default: problem },
    };
    return { path, method: method.toLowerCase(), operation };
  });
}
