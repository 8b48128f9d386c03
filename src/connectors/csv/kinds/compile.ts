import type { FileContext, Takes } from "../file-context.ts";
import { type CommonSpec, KindCompiler, type Receipt } from "../kind-compiler.ts";
import { type Kind, kinds, type KindSpec } from "../mapping.ts";
import type { Path } from "../../../pack/tree.ts";
import { compileAccounts } from "./accounts.ts";
import { compileContracts } from "./contracts.ts";
import { compileEvents } from "./events.ts";
import type { FactsOf } from "./facts-of.ts";
import { compileOneEvent } from "./one-event.ts";
import { compileTickets } from "./tickets.ts";
import { compileTotals } from "./totals.ts";
import { compileUsers } from "./users.ts";

const compilers: { readonly [K in Kind]: (compiler: KindCompiler<KindSpec<K>>) => FactsOf } = {
  accounts: compileAccounts,
  users: compileUsers,
  contracts: compileContracts,
  events: compileEvents,
  tickets: compileTickets,
  surveys: compileOneEvent("surveys"),
  outcomes: compileOneEvent("outcomes"),
  interactions: compileOneEvent("interactions"),
  reviews: compileOneEvent("reviews"),
  pulses: compileOneEvent("pulses"),
  measurements: compileOneEvent("measurements"),
  totals: compileTotals,
};

/** One kind of a file, ready to read rows. */
export interface CompiledKind {
  readonly kind: Kind;
  readonly sameBy: "id" | "content";
  /** Its rows name a user and leave the account to the user's memberships. */
  readonly byUser: boolean;
  readonly takes: Takes | undefined;
  readonly facts: FactsOf;
}

/** Compiles everything that a mapping says of a file; what is wrong with it goes to the context's problems. */
export function compileKinds(context: FileContext, path: Path, receipt: Receipt): readonly CompiledKind[] {
  return kinds.flatMap((kind) => (context.file[kind] ?? []).map((spec, index) => compileKind(context, { kind, spec, path: [...path, kind, index] }, receipt)));
}

function compileKind(context: FileContext, at: { readonly kind: Kind; readonly spec: CommonSpec; readonly path: Path }, receipt: Receipt): CompiledKind {
  const compiler = new KindCompiler(context, at, receipt);
  // The table above pairs each kind with the compiler of its own spec, which the type of a lookup by name can't show.
  const compile = compilers[at.kind] as unknown as (compiler: KindCompiler<CommonSpec>) => FactsOf;
  return { kind: at.kind, sameBy: at.spec.id === undefined ? "content" : "id", byUser: at.kind !== "users" && "user" in at.spec && !("account" in at.spec), takes: compiler.takes(), facts: compile(compiler) };
}
