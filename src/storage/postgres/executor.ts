import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** The database, or the transaction that the caller is in: adapters don't care, and never ask for another. */
export type Executor = Kysely<Tables> | Transaction<Tables>;

/** A row broke a rule of the schema that says this must be the only one. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === "23505";
