import { type Socket, connect } from "node:net";

export interface SendingJob {
  readonly port: number;
  readonly key: string;
  readonly connections: number;
  readonly eventsPerRequest: number;
  readonly seconds: number;
  /** Makes message ids of this run differ from those of others. */
  readonly name: string;
}

export interface Sent {
  /** Answered with 200 each second. */
  readonly requestsPerSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** How many answers there were of each status. */
  readonly statuses: ReadonlyMap<number, number>;
}

/**
 * Sends requests over some connections at once, each the next as soon as the last is answered. Written on bare sockets,
 * because it shares two cores with what it measures.
 */
export async function send(job: SendingJob): Promise<Sent> {
  const ends = performance.now() + job.seconds * 1000;
  const latencies: number[] = [];
  const statuses = new Map<number, number>();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: job.connections }, async (_, sender) => {
      const socket = await connected(job.port);
      for (let request = 0; performance.now() < ends; request += 1) {
        const message = requestOf(job, `${job.name}-${sender}-${request}`);
        const begun = performance.now();
        const status = await exchange(socket, message);
        latencies.push(performance.now() - begun);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      socket.destroy();
    }),
  );
  latencies.sort((left, right) => left - right);
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN;
  return { requestsPerSecond: (statuses.get(200) ?? 0) / ((performance.now() - started) / 1000), medianMs: at(0.5), p99Ms: at(0.99), statuses };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket)).on("error", reject);
  });
}

/** The status of one answer; answers of this server always state their length. */
function exchange(socket: Socket, message: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const hear = (chunk: Buffer): void => {
      heard += chunk.toString("latin1");
      const head = heard.indexOf("\r\n\r\n");
      if (head < 0 || heard.length < head + 4 + Number(/content-length: (\d+)/i.exec(heard)?.[1] ?? 0)) return;
      socket.off("data", hear).off("close", closed);
      resolve(Number(heard.slice(9, 12)));
    };
    const closed = (): void => reject(new Error(`the server hung up after ${JSON.stringify(heard.slice(0, 200))}`));
    socket.on("data", hear).once("close", closed);
    socket.write(message);
  });
}

/** About 400 bytes an event, as libraries send them. */
export function requestOf({ key, eventsPerRequest }: Pick<SendingJob, "key" | "eventsPerRequest">, name: string): string {
  const time = new Date().toISOString();
  const events = Array.from({ length: eventsPerRequest }, (_, index) => eventOf(`${name}-${index}`, time));
  const body = eventsPerRequest === 1 ? events.join("") : `{"batch":[${events.join(",")}],"sentAt":"${time}"}`;
  return `POST /v1/${eventsPerRequest === 1 ? "track" : "batch"} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ${btoa(`${key}:`)}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

let events = 0;

function eventOf(id: string, time: string): string {
  events += 1;
  const user = events % 20_011;
  return `{"type":"track","messageId":"${id}","userId":"user-${user}","event":"Report Viewed","timestamp":"${time}","properties":{"report":"r-${events % 97}","plan":"professional","seconds":${events % 300},"exported":false},"context":{"groupId":"account-${user % 2003}","library":{"name":"@segment/analytics-node","version":"2.2.0"},"page":{"path":"/reports/overview","title":"Overview of reports"}},"_metadata":{"nodeVersion":"24.0.0"}}`;
}
