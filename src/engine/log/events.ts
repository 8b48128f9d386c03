export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a field holds; one with a question mark may be absent. `error` becomes the fields of `error-fields.ts`. */
interface Kinds {
  readonly number: number;
  readonly text: string;
  readonly "number?": number | undefined;
  readonly "text?": string | undefined;
  readonly error: unknown;
}

interface Declared {
  readonly level: LogLevel;
  /** A sentence for whoever reads the reference. */
  readonly says: string;
  readonly fields: Readonly<Record<string, keyof Kinds>>;
}

const request = { requestId: "text", method: "text", route: "text" } as const;
const answer = { ...request, status: "number", ms: "number", caller: "text", problem: "text?" } as const;
const calls = { stored: "number", duplicate: "number", dead: "number", waiting: "number" } as const;

/**
 * Everything that is logged. Fields are counts, durations, codes and names of our own making: nothing that a customer, a
 * person or a sender chose, so that a log needs no deletion when one of them asks for theirs.
 */
export const logEvents = {
  server_started: { level: "info", says: "The server listens.", fields: { port: "number", pack: "text?" } },
  server_stopping: { level: "info", says: "It was asked to stop: it answers what was begun and loads the batch at hand.", fields: {} },
  server_stopped: { level: "info", says: "Everything is closed; `waiting` calls are loaded by the next start.", fields: { ...calls, ms: "number" } },
  migrated: { level: "info", says: "A migration was applied to `store`, `clickhouse` or `postgres`.", fields: { store: "text", migration: "text" } },
  request_answered: { level: "info", says: "A request was answered. `route` is the pattern, `caller` the kind of who asked, `problem` the code of a problem document.", fields: answer },
  routine_answered: { level: "debug", says: "The same of what comes all the time: calls that were taken or asked to wait, health, figures, files of the page.", fields: answer },
  request_failed: { level: "error", says: "A request failed on our side; it was answered with a problem of the same `requestId`.", fields: { ...request, error: "error" } },
  work_stayed: { level: "error", says: "An account got another owner, and what was to be done about it could not be handed over.", fields: { error: "error" } },
  journal_found: { level: "warn", says: "The journal's start found an unfinished write (`torn`), damage that was set aside (`damaged`), a missing file (`gap`), or begins loading again (`cursor`).", fields: { kind: "text", position: "number", bytes: "number" } },
  journal_broken: { level: "error", says: "The journal's disk failed. Nothing is acknowledged any more, and the process ends.", fields: { error: "error" } },
  batch_loaded: { level: "debug", says: "Calls went from the journal into ClickHouse; the counts are those of this batch.", fields: { ...calls, accounts: "number" } },
  dead_letters: { level: "warn", says: "Calls couldn't be stored and are kept as dead letters.", fields: { count: "number" } },
  import_failed: { level: "error", says: "An import of uploaded files failed on our side; what it had stored stays, and importing again adds the rest.", fields: { error: "error" } },
  insight_failed: { level: "error", says: "A question to the past failed on our side; the answer before stays.", fields: { error: "error" } },
  erasing_waits: { level: "warn", says: "Not everything of somebody who is forgotten could be erased; it is tried again.", fields: { error: "error" } },
  retention_applied: { level: "info", says: "What is older than the rules of retention say was removed.", fields: { rows: "number", ms: "number" } },
  retention_waits: { level: "warn", says: "What is older than the rules of retention say couldn't be removed; it is tried again.", fields: { error: "error" } },
  insights_asked: { level: "info", says: "A month has begun: questions to the past that have an answer were asked again.", fields: { questions: "number" } },
  insights_wait: { level: "warn", says: "The past couldn't be asked for this month; it is tried again each minute, and said once.", fields: { error: "error" } },
  loading_waits: { level: "warn", says: "Loading failed and is tried again; calls go on being taken.", fields: { error: "error", waiting: "number" } },
  loading_goes_on: { level: "info", says: "Loading works again.", fields: { waiting: "number" } },
  accounts_scored: { level: "debug", says: "A piece of scoring was done; `work` is `live`, `behind`, `reopened` or `sweep`.", fields: { work: "text", accounts: "number", transitions: "number", ms: "number" } },
  scoring_waits: { level: "warn", says: "Scoring failed and is tried again.", fields: { error: "error" } },
  scoring_goes_on: { level: "info", says: "Scoring works again.", fields: {} },
  portfolio_ready: { level: "info", says: "The first scores are there: questions about now are answered from memory. They go on `from` what was `written`, or begin with the `first_fact`.", fields: { accounts: "number", from: "text", ms: "number" } },
  benchmarks_wait: { level: "warn", says: "What accounts are held against can't be computed; the portfolio shows no gaps until it is asked for again.", fields: { error: "error" } },
  portfolio_waits: { level: "warn", says: "The portfolio can't be computed and is tried again; at midnight it goes on comparing with yesterday.", fields: { error: "error" } },
  postgres_away: { level: "warn", says: "Postgres can't be asked. Known keys go on opening, nobody can sign in.", fields: { error: "error" } },
  postgres_back: { level: "info", says: "Postgres answers again.", fields: {} },
  postgres_connection_lost: { level: "warn", says: "A connection to Postgres broke while nobody used it; it is replaced.", fields: { error: "error" } },
  sign_in_failed: { level: "warn", says: "The sign-in library or the identity provider failed.", fields: {} },
} as const satisfies Record<string, Declared>;

export type LogEvent = keyof typeof logEvents;
export type LogFields<E extends LogEvent> = { readonly [F in keyof (typeof logEvents)[E]["fields"]]: (typeof logEvents)[E]["fields"][F] extends keyof Kinds ? Kinds[(typeof logEvents)[E]["fields"][F]] : never };

/** Says that something happened. */
export type Log = <E extends LogEvent>(event: E, fields: LogFields<E>) => void;
