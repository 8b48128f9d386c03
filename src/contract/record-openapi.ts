import { type RecordRoute, recordRoutes } from "./record-routes.ts";
import { bodySchema, pathParameters } from "./access-openapi.ts";

type Json = Record<string, unknown>;

/** What people record, as OpenAPI paths. */
export function recordOpenApiPaths(recorded: Json, problem: Json): Readonly<Record<string, Json>> {
  const paths: Record<string, Json> = {};
  for (const [name, { method, path, summary, body }] of Object.entries<RecordRoute>(recordRoutes)) {
    const repeated = { name: "idempotency-key", in: "header", required: false, description: "Becomes the message id: the same key again records nothing twice.", schema: { type: "string", maxLength: 100 } };
    const operation = {
      operationId: name,
      summary,
      description: "Teammates with the role `csm` or a higher one, or a key with the scope `record`; who records is its author. What raises a score takes a manager.",
      security: [{ session: [] }, { readKey: [] }],
      parameters: [...pathParameters(path), repeated],
      requestBody: { required: method === "POST", content: { "application/json": { schema: bodySchema(body) } } },
      responses: { [method === "POST" ? "201" : "200"]: { description: "It is on disk", content: { "application/json": { schema: recorded } } }, default: problem },
    };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return paths;
}
