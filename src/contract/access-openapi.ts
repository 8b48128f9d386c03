import { z } from "zod";
import { type AccessRoute, accessRoutes } from "./access-routes.ts";

type Json = Record<string, unknown>;

/** What the routes about sign-in, teammates and keys answer, by a name that nothing of the read API has. */
export const accessAnswers: Readonly<Record<string, z.ZodType>> = Object.fromEntries(Object.entries<AccessRoute>(accessRoutes).flatMap(([name, { response }]) => (response ? [[name, response]] : [])));

/** How the document writes schemas. */
export interface AccessShapes {
  /** The schema of an answer. */
  readonly answerOf: (name: string) => Json;
  /** What may stand behind the question mark. */
  readonly queryOf: (query: z.ZodObject | undefined) => readonly Json[];
  /** Stands for everything else. */
  readonly problem: Json;
}

/** These routes as OpenAPI paths. */
export function accessPaths({ answerOf, queryOf, problem }: AccessShapes): Readonly<Record<string, Json>> {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<AccessRoute>(accessRoutes)) {
    const { method, path, summary, role, scope, query, body, response } = route;
    const operation = {
      operationId: name,
      summary,
      description: role === undefined ? "Nobody has to be signed in; a browser only from the server's own page." : `Teammates with the role \`${role}\` or a higher one; ${scope === undefined ? "no key" : `keys with the scope \`${scope}\``}.`,
      security: role === undefined ? [] : [{ session: [] }, ...(scope === undefined ? [] : [{ readKey: [] }])],
      parameters: [...pathParameters(path), ...queryOf(query)],
      ...(body && { requestBody: { required: true, content: { "application/json": { schema: bodySchema(body) } } } }),
      responses: { [successOf(route)]: response ? { description: "The answer", content: { "application/json": { schema: answerOf(name) } } } : { description: "Done" }, default: problem },
    };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return paths;
}

/** The status of what went well. */
export const successOf = ({ response, makes = false }: { readonly response?: z.ZodType; readonly makes?: boolean }): string => (response === undefined ? "204" : makes ? "201" : "200");

/** What its path names. */
export const pathParameters = (path: string): Json[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));

/** The body of a request, as it stands in the document. */
export function bodySchema(body: z.ZodType): Json {
  const { $schema: _schema, ...schema } = z.toJSONSchema(body, { io: "input", reused: "inline" }) as Json;
  return schema;
}
