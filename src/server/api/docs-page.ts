/** What of a JSON Schema is told; see `contract/openapi.ts` for what can occur. */
interface Json {
  readonly $ref?: string;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly type?: string;
  readonly items?: Json;
  readonly prefixItems?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly default?: unknown;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Json;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>>;
}

interface Document {
  readonly info: { readonly title: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

export const docsStyle = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.2}h2{margin-top:3rem}h3{margin-top:2rem}
code{font:0.9em ui-monospace,monospace}
.path{padding:.4rem .6rem;border:1px solid color-mix(in srgb,currentColor 30%,transparent);border-radius:.3rem;display:block;overflow-x:auto}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 15%,transparent)}`;

/** The OpenAPI document as one page for people: no script, nothing loaded. */
export function docsPage(document: Document): string {
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path: `${method.toUpperCase()} ${path}`, ...operation })));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(info.title)} API</title><style>${docsStyle}</style></head>
<body><h1>${escaped(info.title)} API</h1><p>${marked(info.description)}</p>
<p>Send a read key as <code>Authorization: Bearer …</code>. For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
<nav aria-label="Routes"><ul>${operations.map(({ operationId, summary }) => `<li><a href="#${operationId}">${escaped(summary)}</a></li>`).join("")}</ul></nav>
<main><h2>Routes</h2>${operations.map(operationSection).join("\n")}
<h2>What answers hold</h2>${Object.entries(components.schemas).map(schemaSection).join("\n")}</main></body></html>
`;
}

function operationSection({ path, operationId, summary, description, parameters, requestBody, responses }: Operation & { readonly path: string }): string {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith("2")).flatMap(([, { content }]) => Object.values(content ?? {}).map(({ schema }) => typeText(schema)));
  const bodies = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => variantsOf(schema).map(membersText));
  return `<section><h3 id="${operationId}">${escaped(summary)}</h3><code class="path">${escaped(path)}</code><p>${marked(description)}</p>${parameters.length === 0 ? "" : table("Parameters", parameters.map(parameterRow))}${bodies.length === 0 ? "" : `<p>Send ${bodies.join(" or ")}.</p>`}<p>Answers ${answers.length === 0 ? "nothing, with 204" : answers.join(" or ")}.</p></section>`;
}

const variantsOf = (schema: Json): readonly Json[] => schema.oneOf ?? schema.anyOf ?? [schema];

/** A body's members, those that may be left out with a question mark. */
function membersText(schema: Json): string {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {});
  return `<code>{ ${members.map(([name, { const: only }]) => escaped(`${name}${required.has(name) ? "" : "?"}${only === undefined ? "" : `: ${JSON.stringify(only)}`}`)).join(", ")} }</code>`;
}

const parameterRow = ({ name, required, description = "", schema }: Parameter): string => row(`${name}${required ? "" : "?"}`, typeText(schema), `${description}${schema.default === undefined ? "" : ` Default: ${JSON.stringify(schema.default)}.`}`);

function schemaSection([id, schema]: [string, Json]): string {
  const { properties = {}, required = [], description = "" } = schema;
  const rows = Object.entries(properties).map(([name, property]) => row(`${name}${required.includes(name) ? "" : "?"}`, typeText(property), property.description ?? ""));
  return `<section><h3 id="schema-${escaped(id)}">${escaped(id)}</h3><p>${marked(description)}</p>${rows.length === 0 ? `<p>${typeText(schema)}</p>` : table("Member", rows)}</section>`;
}

const row = (name: string, type: string, description: string): string => `<tr><td><code>${escaped(name)}</code></td><td>${type}</td><td>${marked(description)}</td></tr>`;
const table = (head: string, rows: readonly string[]): string => `<table><thead><tr><th scope="col">${head}</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;

/** A schema in a few words, with links to those that have a name. */
function typeText(schema: Json): string {
  const { $ref: ref, anyOf, oneOf, type, items, prefixItems, properties, enum: values, const: constant, format, minimum, maximum } = schema;
  if (ref !== undefined) return named(ref.slice(ref.lastIndexOf("/") + 1));
  if (anyOf ?? oneOf) return (anyOf ?? oneOf ?? []).map(typeText).join(" or ");
  if (values) return values.map((value) => `<code>${escaped(String(value))}</code>`).join(", ");
  if (constant !== undefined) return `<code>${escaped(String(constant))}</code>`;
  if (prefixItems) return `[${prefixItems.map(typeText).join(", ")}]`;
  if (items) return `list of ${typeText(items)}`;
  if (properties) return `{ ${Object.entries(properties).map(([name, property]) => `${escaped(name)}: ${typeText(property)}`).join(", ")} }`;
  const range = minimum !== undefined && maximum !== undefined && Math.abs(maximum) < 1e9 ? ` ${minimum} to ${maximum}` : "";
  return escaped(`${format === "date-time" ? "instant" : (type ?? "anything")}${range}`);
}

const named = (id: string): string => `<a href="#schema-${escaped(id)}">${escaped(id)}</a>`;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] as string);
const marked = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
