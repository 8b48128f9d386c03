import { Worker } from "node:worker_threads";
import { asHolder } from "./nested-use.ts";
import type { Answer, Asked, Opened, Rows, ThreadData } from "./pglite-protocol.ts";
import { Turns } from "../../lib/turns.ts";

type Question = Asked extends infer One ? (One extends { readonly id: number } ? Omit<One, "id"> : never) : never;

/** A statement that the embedded Postgres refused; `code` is the SQLSTATE, as the client of a server has it. */
class DatabaseError extends Error {
  declare readonly code?: string;
  declare readonly constraint?: string;
}

/** The embedded Postgres in a thread of its own: one connection, which its users take in turns. */
export class PgliteClient {
  readonly turns = new Turns();
  readonly #thread: Worker;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #asked = 0;
  #ended: Error | undefined;

  private constructor(thread: Worker) {
    this.#thread = thread;
    thread.on("message", (answer: Answer) => this.#take(answer.id)?.resolve(answer));
    thread.on("error", (error) => this.#end(error));
    thread.on("exit", () => this.#end(new Error("its thread has ended")));
  }

  static async open(data: ThreadData): Promise<PgliteClient> {
    const thread = new Worker(new URL("./pglite.thread.ts", import.meta.url), { workerData: data });
    const opened = await new Promise<Opened>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
    });
    if ("failed" in opened) throw new Error(opened.failed);
    return new PgliteClient(thread);
  }

  /** A statement of whoever's turn it is. */
  async query(text: string, parameters: readonly unknown[] = []): Promise<Rows> {
    const [rows] = await this.#results({ kind: "query", text, parameters });
    return rows ?? { rows: [] };
  }

  /** A script in a turn of its own: when it fails, the transaction that it may have begun goes with it. */
  script(text: string): Promise<readonly Rows[]> {
    return this.inTurn(async () => {
      try {
        return await this.#results({ kind: "script", text });
      } catch (error) {
        await this.query("rollback");
        throw error;
      }
    });
  }

  /** Does something with the connection to itself. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return asHolder(async () => {
      const end = await this.turns.take();
      try {
        return await work();
      } finally {
        end();
      }
    });
  }

  /** The whole cluster, to begin others with. */
  async dump(): Promise<Uint8Array> {
    const answer = await this.inTurn(() => this.#ask({ kind: "dump" }));
    if (!("archive" in answer)) throw new Error("the embedded Postgres could not be copied");
    return answer.archive;
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise((resolve) => this.#thread.once("exit", resolve));
    const end = await this.turns.take();
    await this.#ask({ kind: "close" }).catch(() => this.#thread.terminate());
    end();
    await gone;
  }

  async #results(question: Question): Promise<readonly Rows[]> {
    const answer = await this.#ask(question);
    if ("complaint" in answer) throw Object.assign(new DatabaseError(answer.complaint.message), answer.complaint);
    return "results" in answer ? answer.results : [];
  }

  #ask(question: Question): Promise<Answer> {
    if (this.#ended) return Promise.reject(new Error(`The embedded Postgres has stopped (${this.#ended.message}). Start the program again.`));
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#thread.postMessage({ ...question, id }, []);
    });
  }

  #take(id: number) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const id of this.#waiting.keys()) this.#take(id)?.reject(this.#ended);
  }
}
