import type { AccessRoute } from "./access-routes.ts";
import { firstChoice, firstDefinitionSchema } from "./first-definition.ts";
import { importRunSchema, importsSchema, mappingChange, mappingSchema } from "./imports.ts";
import { matchWish, matchingQuery, matchingSchema } from "./matching.ts";

const imports = "/api/v1/imports";

/** Bringing data in: files, what they mean, importing them, which records belong together, and a first health definition. */
export const setupRoutes = {
  getImports: { method: "GET", path: imports, summary: "Uploaded files, and what came of importing them", role: "administrator", response: importsSchema },
  removeImportFile: { method: "DELETE", path: `${imports}/files/{id}`, summary: "Delete an uploaded file; what was imported from it stays", role: "administrator" },
  getImportMapping: { method: "GET", path: `${imports}/mapping`, summary: "What the uploaded files mean, and what has to be settled before they can be imported", role: "administrator", response: mappingSchema },
  changeImportMapping: { method: "PATCH", path: `${imports}/mapping`, summary: "Say what they mean", role: "administrator", body: mappingChange, response: mappingSchema },
  startImport: { method: "POST", path: `${imports}/runs`, summary: "Import them; one import at a time", role: "administrator", makes: true, response: importRunSchema },
  cancelImport: { method: "DELETE", path: `${imports}/runs/current`, summary: "End the import that runs; what it has stored stays", role: "administrator" },
  getMatching: { method: "GET", path: "/api/v1/matching", summary: "Which records of several sources seem to be of the same account", role: "administrator", query: matchingQuery, response: matchingSchema },
  decideMatch: { method: "POST", path: "/api/v1/matching", summary: "Decide about it; each decision can be taken back, and counts for the past", role: "administrator", body: matchWish, response: matchingSchema },
  getFirstDefinition: { method: "GET", path: "/api/v1/first-definition", summary: "The health definition that the data can feed, as it was chosen last, and how scores would be spread by it", role: "administrator", response: firstDefinitionSchema },
  chooseFirstDefinition: { method: "POST", path: "/api/v1/first-definition", summary: "Choose its metrics, weights and bands; nothing counts before it is published as a version", role: "administrator", body: firstChoice, response: firstDefinitionSchema },
} as const satisfies Record<string, AccessRoute>;
