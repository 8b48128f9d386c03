import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { date, int8, readInt8 } from "./column-types.ts";
import type { Answer, Asked, Complaint, Opened, Rows, ThreadData } from "./pglite-protocol.ts";

/** The thread that the embedded Postgres computes in, so that a long statement keeps nobody from taking events. */
const port = parentPort;
if (!port) throw new Error("this file is started as a thread");
const { directory, archive } = workerData as ThreadData;

const opening = PGlite.create({
  ...(directory !== undefined && { dataDir: directory }),
  ...(archive && { loadDataDir: new Blob([archive as Uint8Array<ArrayBuffer>]) }),
  parsers: { [int8]: readInt8, [date]: (text: string) => text },
});

try {
  const pglite = await opening;
  port.on("message", (asked: Asked) => void answer(pglite, asked).then((said) => port.postMessage(said)));
  port.postMessage({ opened: true } satisfies Opened);
} catch (error) {
  port.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies Opened);
  port.close();
}

async function answer(pglite: PGlite, asked: Asked): Promise<Answer> {
  const { id } = asked;
  try {
    switch (asked.kind) {
      case "query":
        return { id, results: [plain(await pglite.query(asked.text, [...asked.parameters]))] };
      case "script":
        return { id, results: (await pglite.exec(asked.text)).map(plain) };
      case "dump":
        return { id, archive: new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer()) };
      case "close":
        await pglite.close();
        port?.close();
        return { id, results: [] };
    }
  } catch (error) {
    return { id, complaint: complaintOf(error) };
  }
}

const plain = ({ rows, affectedRows }: { rows: unknown[]; affectedRows?: number }): Rows => ({ rows: rows as Rows["rows"], affectedRows });

function complaintOf(error: unknown): Complaint {
  const { message, code, constraint, detail } = error as Partial<Record<keyof Complaint, string>>;
  return { message: message ?? String(error), ...(code !== undefined && { code }), ...(constraint !== undefined && { constraint }), ...(detail !== undefined && { detail }) };
}
