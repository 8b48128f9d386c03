import { pathParameters } from "./access-openapi.ts";
import { importFilePaths } from "./paths.ts";

type Json = Record<string, unknown>;

const administrators = { description: "Teammates with the role `administrator`; no key.", security: [{ session: [] }] };
const query = (name: string, schema: Json, description: string, required = false): Json => ({ name, in: "query", required, description, schema });

/** Where a file goes in as it is, and where one comes out, as OpenAPI paths. */
export const importFilePathsOf = (problem: Json): Readonly<Record<string, Json>> => ({
  [importFilePaths.upload]: {
    post: {
      ...administrators,
      operationId: "uploadImportFile",
      summary: "Upload a file to be imported, whole or part after part; one of the same name is replaced",
      parameters: [
        query("name", { type: "string" }, "Its name, which says by its ending what it is. What a file system could take for more than a letter is replaced.", true),
        query("offset", { type: "integer", minimum: 0, default: 0 }, "How many bytes of it came before."),
        query("more", { enum: ["yes", "no"], default: "no" }, "Whether more of it comes."),
      ],
      requestBody: { required: true, content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } },
      responses: { "201": { description: "It is kept under this name", content: { "application/json": { schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] } } } }, default: problem },
    },
  },
  [importFilePaths.rejects]: {
    get: {
      ...administrators,
      operationId: "getImportRejects",
      summary: "The rows of an import that were rejected, each with line, column and reason",
      parameters: pathParameters(importFilePaths.rejects),
      responses: { "200": { description: "CSV", content: { "text/csv": { schema: { type: "string" } } } }, default: problem },
    },
  },
});
