import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What can go wrong between a library and us: an answer that says to try again, or a connection reset at five points of a request. */
export const faults = ["429", "500", "503", "reset at connecting", "reset after the headers", "reset within the body", "reset before the answer", "reset within the answer"] as const;
export type Fault = (typeof faults)[number];

/** Stands between a library and the server, and spoils the first requests, one fault each; preflights always pass. */
export class FaultyProxy {
  readonly #target: string;
  readonly #ahead: Fault[];
  readonly #server: Server;
  /** The faults that requests met, in order. */
  readonly met: Fault[] = [];

  constructor(target: string, planned: readonly Fault[]) {
    this.#target = target;
    this.#ahead = [...planned];
    this.#server = createServer((request, response) => void this.#serve(request, response).catch(() => response.destroy()));
    this.#server.on("connection", (socket: Socket) => {
      if (this.#ahead[0] === "reset at connecting" && this.#next()) socket.resetAndDestroy();
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #next(): Fault | undefined {
    const fault = this.#ahead.shift();
    if (fault) this.met.push(fault);
    return fault;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    const fault = request.method === "POST" ? this.#next() : undefined;
    if (fault === "reset after the headers" || fault === "reset at connecting") return void socket.resetAndDestroy();
    const body = await bodyOf(request, fault === "reset within the body");
    if (body === undefined) return void socket.resetAndDestroy();
    if (fault === "429" || fault === "500" || fault === "503") {
      response.writeHead(Number(fault), { "access-control-allow-origin": request.headers.origin ?? "*", ...(fault === "429" && { "retry-after": "1" }) }).end("{}");
      return;
    }
    const answer = await this.#forward(request, body);
    if (fault === "reset before the answer") return void socket.resetAndDestroy();
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "content-length": answer.body.length });
    if (fault !== "reset within the answer") return void response.end(answer.body);
    response.write(answer.body.subarray(0, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.resetAndDestroy();
  }

  async #forward(request: IncomingMessage, body: Buffer): Promise<{ readonly status: number; readonly headers: [string, string][]; readonly body: Buffer }> {
    const headers = Object.entries(request.headers).filter(([name]) => !perConnection.has(name)) as [string, string][];
    const method = request.method ?? "GET";
    const answer = await fetch(`${this.#target}${request.url}`, { method, headers, redirect: "error", ...(method === "POST" && { body: new Uint8Array(body) }) });
    return { status: answer.status, headers: [...answer.headers].filter(([name]) => !perConnection.has(name)), body: Buffer.from(await answer.arrayBuffer()) };
  }
}

const perConnection = new Set(["host", "connection", "keep-alive", "transfer-encoding", "content-length"]);

/** All of it, or nothing where it is to break off after the first piece. */
async function bodyOf(request: IncomingMessage, breaksOff: boolean): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    if (breaksOff) return undefined;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
