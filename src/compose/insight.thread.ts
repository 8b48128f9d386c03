import { parentPort, workerData } from "node:worker_threads";
import { jsonText } from "../cli/json-text.ts";
import { type PastQuestion, askPast } from "../engine/learn/ask.ts";
import { type PortReply, RemotePorts } from "../engine/learn/port-calls.ts";

/** The thread that thinks about the past, so that whoever asks for scores meanwhile isn't kept waiting. */
const port = parentPort;
if (!port) throw new Error("this file is started as a thread");

const remote = new RemotePorts((call) => port.postMessage({ call }));
port.on("message", (reply: PortReply) => remote.take(reply));
try {
  const { headline, document } = await askPast(remote.ports, workerData as PastQuestion, (done, total) => port.postMessage({ progress: { done, total } }));
  port.postMessage({ answer: { headline, result: jsonText(document), accounts: [...namedIn(document)] } });
} catch (error) {
  port.postMessage({ failed: error });
} finally {
  port.close();
}

/** Every account that a document names. */
function namedIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) namedIn(one, found);
  else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (name === "account" && typeof member === "string") found.add(member);
      else namedIn(member, found);
    }
  }
  return found;
}
