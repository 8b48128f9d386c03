import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";

/** A ClickHouse server as far as our client goes: its HTTP interface over the embedded engine, in a process to be killed or halted. */
const [directory = "", port = "0"] = process.argv.slice(2);
const client = createClient({ connection: createChdbConnection({ path: join(directory, "server") }) } as Record<string, unknown>);

/** What the client has written into the address, by the types that the query states. */
function parametersIn(query: string, asked: URLSearchParams): Record<string, unknown> {
  const types = new Map([...query.matchAll(/\{(\w+):\s*([^}]+)\}/g)].map(([, name = "", type = ""]) => [name, type.trim()]));
  return Object.fromEntries([...types].map(([name, type]) => [name, valueOf(asked.get(`param_${name}`) ?? "", type)]));
}

const escapes: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r" };
const unescaped = (text: string): string => text.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);

function valueOf(text: string, type: string): unknown {
  if (type.startsWith("Array(")) return [...text.slice(1, -1).matchAll(/'((?:[^'\\]|\\.)*)'|([^,]+)/gs)].map(([, quoted, plain]) => (quoted === undefined ? Number(plain) : unescaped(quoted)));
  return /^(?:U?Int|Float)\d+$/.test(type) ? Number(text) : unescaped(text);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const notSettings = new Set(["query", "query_id", "database", "default_format", "enable_http_compression"]);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = new URL(request.url ?? "", "http://localhost").searchParams;
  const body = await bodyOf(request);
  const settings = Object.fromEntries([...asked].filter(([name]) => !notSettings.has(name) && !name.startsWith("param_")));
  const written = asked.get("query");
  const file = join(directory, `${randomUUID()}.native`);
  if (written !== null) await writeFile(file, body);
  const query = written === null ? body.toString("utf8") : `${written.replace(/ FORMAT Native\s*$/, "")} SELECT * FROM file('${file}', Native)`;
  try {
    const { stream } = await client.exec({ query, query_params: parametersIn(query, asked), clickhouse_settings: settings });
    response.writeHead(200, { "x-clickhouse-query-id": randomUUID() });
    await pipeline(stream, response);
  } catch (error) {
    const { code = "1000", type = "UNKNOWN", message } = error as { readonly code?: string; readonly type?: string; readonly message: string };
    response.writeHead(500, { "x-clickhouse-exception-code": code }).end(`Code: ${code}. DB::Exception: ${message}. (${type})`);
  } finally {
    await rm(file, { force: true });
  }
}

const server = createServer((request, response) => void answer(request, response));
server.listen(Number(port), "127.0.0.1", () => console.log(`port ${(server.address() as AddressInfo).port}`));
