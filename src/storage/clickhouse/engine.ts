import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type * as ChdbConnection from "chdb/connection";
import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from "@clickhouse/client";
import { type ReadBlock, decodeNative } from "./native-reader.ts";
import { type Columns, encodeNative } from "./native-writer.ts";
import { type Limits, type Query, defaultLimits } from "./query.ts";

/** The one door to ClickHouse, embedded or server: the same SQL, values as columns of bytes. */
export interface ClickHouse {
  /** A statement without an answer. */
  command(query: Query): Promise<void>;
  /** The answer as columns, block by block as the engine made them. */
  blocks(query: Query): Promise<ReadBlock[]>;
  /** The answer as objects: for small answers only. */
  rows<Row>(query: Query): Promise<Row[]>;
  /** Appends one block; the engine stores all of its rows or none. */
  insert(table: string, columns: Columns, rows: number): Promise<void>;
  close(): Promise<void>;
}

function settingsOf(limits: Partial<Limits> | undefined): ClickHouseSettings {
  const { seconds, memoryBytes, threads } = { ...defaultLimits, ...limits };
  return {
    max_execution_time: seconds,
    max_memory_usage: String(memoryBytes),
    max_threads: threads,
    async_insert: 0,
    precise_float_parsing: 1,
    // A condition on a column means the column, also where the answer has something else under its name.
    prefer_column_name_to_alias: 1,
    output_format_json_quote_64bit_integers: 0,
  };
}

const statement = (query: Query) => ({
  query: query.text,
  query_params: { ...query.parameters } as Record<string, unknown>,
  clickhouse_settings: settingsOf(query.limits),
});

class DiskFull extends Error {
  constructor(directory: string, cause: unknown) {
    super(`The disk of the data directory ${directory} is full. Free some space and run the command again: what was stored stays, and nothing is stored twice.`, { cause });
  }
}

class QueryFailed extends Error {
  override readonly name = "QueryFailed";
  /** The query's name. */
  readonly asked: string;

  constructor(asked: string, cause: unknown) {
    super(`ClickHouse could not answer \`${asked}\`: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.asked = asked;
  }
}

/** The system's words for no space, however deep, and the engine's code for it. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && (["ENOSPC", "243"].includes(String((error as { code?: unknown }).code)) || error.message.includes("No space left on device"));

/** Puts the query's name in front, so that an error says what was being asked, not only what failed. */
async function named<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DiskFull) throw error;
    throw new QueryFailed(name, error);
  }
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

function clickHouseOver(client: ClickHouseClient, insertBytes: (table: string, names: readonly string[], chunks: readonly Uint8Array[]) => Promise<void>): ClickHouse {
  return {
    command: async (query) => void (await named(query.name, client.command(statement(query)))),
    blocks: (query) =>
      named(query.name, client.exec(statement({ ...query, text: `${query.text}\nFORMAT Native` })).then(async ({ stream }) => decodeNative(await readAll(stream)))),
    rows: async (query) => {
      const answer = await named(query.name, client.query({ ...statement(query), format: "JSONEachRow" }));
      return await answer.json();
    },
    insert: async (table, columns, rows) => {
      // The engine calls a block without rows an empty query.
      if (rows > 0) await named(`insert into ${table}`, insertBytes(table, Object.keys(columns), encodeNative(columns, rows)));
    },
    close: () => client.close(),
  };
}

/** What it would write to the error output names queries and their values; whoever calls hears of every failure anyway. */
const silent = { level: ClickHouseLogLevel.OFF } as const;

/** ClickHouse as a server or cluster behind `url`. */
export function openServer(url: string): ClickHouse {
  const client = createClient({ url, request_timeout: 300_000, log: silent });
  return clickHouseOver(client, async (table, names, chunks) => {
    const query = `INSERT INTO ${table} (${names.join(", ")}) FORMAT Native`;
    const { stream } = await client.exec({ query, values: Readable.from(chunks), clickhouse_settings: settingsOf(undefined) });
    await readAll(stream);
  });
}

const thisProcess = randomUUID();

/** True for the file of a block that another process was killed over. */
export const isLeftBlock = (name: string): boolean => name.startsWith("block-") && name.endsWith(".native") && !name.includes(thisProcess);

/**
 * ClickHouse inside this process, on a directory that only this process may use.
 * Its insert takes no bytes, therefore a block goes through a file beside the data, which is removed at once.
 */
export async function openEmbedded(directory: string): Promise<ClickHouse> {
  const { createChdbConnection } = await loadEmbedded();
  const client = createClient({ connection: createChdbConnection({ path: join(directory, "clickhouse") }) } as Record<string, unknown>);
  return clickHouseOver(client, async (table, names, chunks) => {
    const file = join(directory, `block-${thisProcess}-${randomUUID()}.native`);
    try {
      await writeFile(file, chunks);
      const query = `INSERT INTO ${table} (${names.join(", ")}) SELECT * FROM file({file:String}, Native)`;
      await client.command({ query, query_params: { file }, clickhouse_settings: settingsOf({ threads: 1 }) });
    } catch (error) {
      throw isDiskFull(error) ? new DiskFull(directory, error) : error;
    } finally {
      await rm(file, { force: true });
    }
  });
}

async function loadEmbedded(): Promise<Pick<typeof ChdbConnection, "createChdbConnection">> {
  try {
    return await import("chdb/connection");
  } catch (error) {
    throw new Error(
      "The embedded ClickHouse (npm package chdb) is not installed for this platform; it exists for Linux with glibc and for macOS. " +
        "Set CLICKHOUSE_URL to a ClickHouse server instead.",
      { cause: error },
    );
  }
}
