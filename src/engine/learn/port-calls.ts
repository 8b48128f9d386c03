import type { Measurements } from "../ports.ts";
import type { WonLostPorts } from "./won-lost.ts";

/**
 * The ports of learning across a boundary that only data can cross: whoever thinks about the past asks for it by name, and
 * whoever holds the store answers. Slices are asked for one by one, so that what is read waits for who reads it.
 */
export interface PortCall {
  readonly id: number;
  readonly name: keyof Serving;
  readonly asked: readonly unknown[];
}

export type PortReply = { readonly id: number } & ({ readonly value: unknown } | { readonly problem: string });

type Kept = NonNullable<WonLostPorts["kept"]>;

/** Everything that can be called, as the holder of the store does it. */
type Serving = {
  readonly measure: WonLostPorts["measurer"]["measure"];
  readonly beginSlices: (...asked: Parameters<WonLostPorts["measurer"]["measureSlices"]>) => Promise<number>;
  readonly nextSlice: (slices: number) => Promise<Measurements | undefined>;
  readonly readAccounts: WonLostPorts["accounts"]["readAccounts"];
  readonly lateAt: WonLostPorts["accounts"]["lateAt"];
  readonly namedAccounts: WonLostPorts["accounts"]["namedAccounts"];
  readonly readCatalogue: WonLostPorts["catalogue"]["readCatalogue"];
  readonly readKept: Kept["work"]["read"];
  readonly writeKept: Kept["work"]["write"];
  readonly logState: Kept["log"]["logState"];
};

/** Answers calls from real ports. */
export class PortServer {
  readonly #serving: Serving;
  readonly #slices = new Map<number, AsyncIterator<Measurements>>();
  readonly #working = new Set<Promise<unknown>>();

  constructor({ measurer, accounts, catalogue, kept }: WonLostPorts) {
    const slices = this.#slices;
    this.#serving = {
      measure: (request) => measurer.measure(request),
      beginSlices: (request) => {
        slices.set(slices.size, measurer.measureSlices(request)[Symbol.asyncIterator]());
        return Promise.resolve(slices.size - 1);
      },
      nextSlice: async (which) => {
        const next = await slices.get(which)?.next();
        return next?.done === false ? next.value : undefined;
      },
      readAccounts: (request) => accounts.readAccounts(request),
      lateAt: (request) => accounts.lateAt(request),
      namedAccounts: (request) => accounts.namedAccounts(request),
      readCatalogue: (workspace) => catalogue.readCatalogue(workspace),
      readKept: (key) => kept?.work.read(key) ?? Promise.resolve(undefined),
      writeKept: (...asked) => kept?.work.write(...asked) ?? Promise.resolve(),
      logState: () => kept?.log.logState() ?? Promise.resolve(undefined),
    };
  }

  async answer({ id, name, asked }: PortCall): Promise<PortReply> {
    const work = (this.#serving[name] as (...asked: readonly unknown[]) => Promise<unknown>)(...asked);
    this.#working.add(work);
    try {
      return { id, value: await work };
    } catch (error) {
      return { id, problem: error instanceof Error ? error.message : String(error) };
    } finally {
      this.#working.delete(work);
    }
  }

  /** Resolves when nothing is being read or written any more. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#working);
    for (const slices of this.#slices.values()) await slices.return?.();
  }
}

/** The ports as whoever stands on the other side has them. */
export class RemotePorts {
  readonly ports: WonLostPorts;
  readonly #post: (call: PortCall) => void;
  readonly #waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>();
  #asked = 0;

  constructor(post: (call: PortCall) => void) {
    this.#post = post;
    const remote = <N extends keyof Serving>(name: N) => (...asked: Parameters<Serving[N]>): ReturnType<Serving[N]> => this.#ask(name, asked) as ReturnType<Serving[N]>;
    const [begin, next] = [remote("beginSlices"), remote("nextSlice")];
    this.ports = {
      measurer: {
        measure: remote("measure"),
        async *measureSlices(request) {
          const slices = await begin(request);
          for (let slice = await next(slices); slice !== undefined; slice = await next(slices)) yield slice;
        },
      },
      accounts: { readAccounts: remote("readAccounts"), lateAt: remote("lateAt"), namedAccounts: remote("namedAccounts") },
      catalogue: { readCatalogue: remote("readCatalogue") },
      kept: { work: { read: remote("readKept"), write: remote("writeKept") }, log: { logState: remote("logState") } },
    };
  }

  take(reply: PortReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("problem" in reply) waiting?.reject(new Error(reply.problem));
    else waiting?.resolve(reply.value as never);
  }

  #ask(name: keyof Serving, asked: readonly unknown[]): Promise<never> {
    return new Promise((resolve, reject) => {
      this.#asked += 1;
      this.#waiting.set(this.#asked, { resolve, reject });
      this.#post({ id: this.#asked, name, asked });
    });
  }
}
