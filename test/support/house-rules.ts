/** A file that is longer is about more than one thing. */
export const mostLines = 300;
export const mostReadmeLines = 30;

/** Packages that only some folders may know, so that each can be replaced in one place. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  "@clickhouse/client": ["storage"],
  chdb: ["storage"],
  "@electric-sql/pglite": ["storage"],
  kysely: ["storage"],
  pg: ["storage"],
  "better-auth": ["storage"],
  commander: ["cli", "compose", "main.ts"],
  "cli-table3": ["cli"],
  "csv-parse": ["connectors"],
  "read-excel-file": ["connectors"],
  "temporal-polyfill": ["lib"],
  fastify: ["server"],
  "@fastify/static": ["server"],
  react: ["web"],
  "react-dom": ["web"],
  "@mantine/core": ["web"],
  "@mantine/hooks": ["web"],
  "@mantine/spotlight": ["web"],
  "@tabler/icons-react": ["web"],
  "@tanstack/react-query": ["web"],
  "@tanstack/react-router": ["web"],
  "@tanstack/react-virtual": ["web"],
};

/** What makes a function answer differently for the same arguments. */
export const impure = /\b(?:Date\.now|Math\.random|performance\.now|crypto\.randomUUID)\b|\bnew Date\(\s*\)|\bprocess\.|\bTemporal\.Now\b|\bsetTimeout\(|\bfetch\(/;

/** Names that say nothing about what is inside. */
export const bannedNames: ReadonlySet<string> = new Set(["utils", "util", "helpers", "helper", "common", "misc"]);

/** Synonyms, each with the word that stands for the thing in code, files and API. */
export const bannedIdentifiers: readonly (readonly [word: string, instead: string])[] = [
  ["tenant", "workspace"],
  ["tenantId", "workspace"],
  ["customerId", "account"],
  ["companyId", "account"],
  ["healthScore", "score"],
  ["healthScores", "scores"],
  ["asOfDate", "asOf"],
  ["scorecard", "model"],
];

/** What belongs to one machine or one installation, and what to write instead. */
export const privateText: readonly { readonly pattern: RegExp; readonly allowed: RegExp; readonly instead: string }[] = [
  { pattern: /(?<![\w.])\/work\//, allowed: /^test\/support\/house-rules\.ts$/, instead: "a path of one machine; take it from a setting" },
  { pattern: /(?<![\w.])\/tmp\//, allowed: /^test\//, instead: "a path of one machine; take it from a setting, or use os.tmpdir()" },
  { pattern: /(?<!\w)\/(?:home|Users)\/\w/, allowed: /^test\//, instead: "a path of one machine; take it from a setting" },
  { pattern: /(?<!\w)\.\.\/shared\b/, allowed: /^(?:test|docs)\//, instead: "a folder beside this repository; only tests and guides may name it" },
  { pattern: /https?:\/\/(?:registry\.|[\w.-]*(?:npmjs\.org|yarnpkg\.com|npmmirror\.com))/, allowed: /^test\/support\/house-rules\.ts$/, instead: "the host of a registry; leave it to the client's settings" },
];
