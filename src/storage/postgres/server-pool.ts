import { Pool, types } from "pg";
import { readInt8 } from "./column-types.ts";

/** How long somebody waits for a connection before they hear that there is none. */
const connectMs = 3000;
const statementMs = 30_000;

/** Connections to a server. One that breaks while nobody uses it is told of and replaced. */
export function serverPool(url: string, onLost: (error: Error) => void): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: "bellwether",
    max: 10,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    keepAlive: true,
    types: { getTypeParser: typeParser as typeof types.getTypeParser },
  });
  // Without anybody who listens it would end the process.
  pool.on("error", onLost);
  return pool;
}

function typeParser(oid: Parameters<typeof types.getTypeParser>[0], format?: "text" | "binary"): unknown {
  if (oid === types.builtins.INT8) return readInt8;
  if (oid === types.builtins.DATE) return (text: string) => text;
  return types.getTypeParser(oid, format);
}
