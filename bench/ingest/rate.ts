import { type Socket, connect } from "node:net";

export interface RateJob {
  readonly port: number;
  readonly key: string;
  readonly eventsPerSecond: number;
  readonly eventsPerRequest: number;
  readonly seconds: number;
  readonly accounts: number;
  /** Makes message ids of this run differ from those of others. */
  readonly name: string;
  /** Told of every event when it is handed to the socket. */
  readonly onSent: (account: number, atMs: number) => void;
}

const connections = 8;

/** Sends events at an even rate, whatever the server does; resolves when all were sent and answered. Returns how many weren't answered with 200. */
export async function sendAtRate(job: RateJob): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(job.port)));
  const everyMs = (1000 * job.eventsPerRequest) / job.eventsPerSecond;
  const requests = Math.floor((job.seconds * 1000) / everyMs);
  const begun = performance.now();
  const answers: Promise<number>[] = [];
  for (let request = 0; request < requests; request += 1) {
    const wait = begun + request * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push((sockets[request % connections] as Pipe).ask(requestOf(job, request)));
  }
  const statuses = await Promise.all(answers);
  for (const pipe of sockets) pipe.close();
  return statuses.filter((status) => status !== 200).length;
}

function requestOf({ key, eventsPerRequest, accounts, name, onSent }: RateJob, request: number): string {
  const sentAt = Date.now();
  const time = new Date(sentAt).toISOString();
  const batch = Array.from({ length: eventsPerRequest }, (_, index) => {
    const account = Math.floor(Math.random() * accounts);
    onSent(account, sentAt);
    return `{"type":"track","messageId":"${name}-${request}-${index}","userId":"user-${account}-${index % 5}","event":"report_viewed","timestamp":"${time}","properties":{"rows":${index},"plan":"pro"},"context":{"groupId":"account-${String(account).padStart(6, "0")}"}}`;
  });
  const body = `{"batch":[${batch.join(",")}],"sentAt":"${time}"}`;
  return `POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ${btoa(`${key}:`)}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

interface Pipe {
  ask(request: string): Promise<number>;
  close(): void;
}

/** One connection; requests go out at once, and answers come in their order. */
async function opened(port: number): Promise<Pipe> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const connecting: Socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(connecting)).on("error", reject);
  });
  const waiting: ((status: number) => void)[] = [];
  let heard = "";
  socket.on("data", (chunk: Buffer) => {
    heard += chunk.toString("latin1");
    for (let head = heard.indexOf("\r\n\r\n"); head >= 0; head = heard.indexOf("\r\n\r\n")) {
      const end = head + 4 + Number(/content-length: (\d+)/i.exec(heard.slice(0, head))?.[1] ?? 0);
      if (heard.length < end) return;
      waiting.shift()?.(Number(heard.slice(9, 12)));
      heard = heard.slice(end);
    }
  });
  socket.on("close", () => waiting.splice(0).forEach((answer) => answer(0)));
  return {
    ask: (request) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}
