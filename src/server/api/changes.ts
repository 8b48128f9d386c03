import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { changeSchema } from "../../contract/changes.ts";
import { changesPath } from "../../contract/paths.ts";
import { accountRowOf, isoOf } from "../../engine/answers/present.ts";
import type { Scores } from "../../engine/answers/scores.ts";
import type { PortfolioChange } from "../../engine/portfolio/live-portfolio.ts";
import type { PortfolioRow } from "../../engine/portfolio/row.ts";
import { callerOf } from "../access/gate.ts";
import { forReading } from "../access/policy.ts";
import { RequestProblem } from "../problem.ts";
import { type ApiParts, reachable } from "./reachable.ts";

/** Changes of so long are sent together, each account once. */
const gatherMs = 500;
/** Something is sent at least this often, so that proxies keep the connection and a lost one is noticed. */
const beatMs = 20_000;
/** Whoever is removed, or whose key is revoked, is told nothing any more after so long. */
const askAgainMs = 10_000;
const mostStreams = 200;

/** `GET /api/v1/changes`: server-sent events, one for each half second in which a line of the portfolio changed. */
export function changesRoute(app: FastifyInstance, parts: ApiParts): void {
  const open = new Set<ChangeStream>();
  app.addHook("preClose", () => {
    for (const stream of open) stream.end();
  });
  app.get(changesPath, { config: { policy: forReading("accounts") } }, async (request, reply) => {
    if (open.size >= mostStreams) throw new RequestProblem("busy", "Too many streams are open. Ask again later.", { headers: { "retry-after": "30" } });
    const stream = new ChangeStream(await reachable(parts), callerOf(request).workspace);
    open.add(stream);
    const asking = setInterval(() => void request.mayStill?.().then((may) => may || stream.end()), askAgainMs);
    stream.out.on("close", () => {
      clearInterval(asking);
      open.delete(stream);
    });
    return reply.header("content-type", "text/event-stream; charset=utf-8").header("cache-control", "no-store").header("x-accel-buffering", "no").send(stream.out);
  });
}

/** One listener. While it reads too slowly, what it hasn't got yet is replaced by what is newer, so that it never piles up. */
class ChangeStream {
  readonly out = new PassThrough();
  readonly #scores: Scores;
  readonly #rows = new Map<string, PortfolioRow | undefined>();
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #silence: () => void;
  #asOf = 0;
  #isAnew = false;

  constructor(scores: Scores, workspace: string) {
    this.#scores = scores;
    this.#silence = scores.live.listen((change) => {
      if (change.workspace === workspace) this.#gather(change);
    });
    this.#timers = [setInterval(() => this.#flush(), gatherMs), setInterval(() => this.#say(": still here\n\n"), beatMs)];
    this.out.on("close", () => this.#stop());
    this.#say("retry: 3000\n\n");
  }

  end(): void {
    this.#stop();
    this.out.end();
  }

  #gather({ asOf, rows, gone, isAnew }: PortfolioChange): void {
    this.#isAnew ||= isAnew === true;
    this.#asOf = Math.max(this.#asOf, asOf);
    for (const row of rows) this.#rows.set(row.account, row);
    for (const account of gone) this.#rows.set(account, undefined);
  }

  #flush(): void {
    if ((this.#rows.size === 0 && !this.#isAnew) || this.out.writableNeedDrain) return;
    const { pack, live } = this.#scores;
    const found = [...this.#rows];
    this.#rows.clear();
    this.#isAnew = false;
    const change: z.output<typeof changeSchema> = {
      asOf: isoOf(this.#asOf),
      version: live.running.version,
      note: null,
      rows: found.flatMap(([, row]) => (row ? [accountRowOf(row, pack, { sparkline: false })] : [])),
      gone: found.flatMap(([account, row]) => (row ? [] : [account])),
    };
    this.#say(`event: change\ndata: ${JSON.stringify(changeSchema.parse(change))}\n\n`);
  }

  #say(text: string): void {
    if (!this.out.writableNeedDrain && !this.out.writableEnded) this.out.write(text);
  }

  #stop(): void {
    this.#silence();
    for (const timer of this.#timers) clearInterval(timer);
  }
}
