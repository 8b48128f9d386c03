import type { Fact, Scalar } from "../../../events/fact.ts";
import { partId } from "../../../events/identity.ts";
import type { KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import type { FactsOf } from "./facts-of.ts";

/** Each row is a user: to which account they belong from a time on, and their role and other traits. */
export function compileUsers(compiler: KindCompiler<KindSpec<"users">>): FactsOf {
  const { source } = compiler;
  const user = compiler.needText("user");
  const account = compiler.text("account");
  const time = compiler.needInstant("time");
  const named = (["role", "name", "email"] as const).map((trait) => ({ trait, read: compiler.text(trait) }));
  const traits = compiler.values("traits");
  const known = compiler.known();
  const id = compiler.rowId();
  return (cells, problems) => {
    const at = time(cells, problems);
    const common = { time: at, knownAt: known(at, cells, problems), source, user: user(cells, problems) };
    const record = id(cells, problems);
    const facts: Fact[] = [];
    const belongsTo = account(cells, problems);
    if (belongsTo !== undefined) facts.push({ type: "membership", messageId: partId(record, "membership"), ...common, account: belongsTo });
    const trait = (name: string, value: Scalar): void => {
      facts.push({ type: "user_trait", messageId: partId(record, name), ...common, trait: name, value });
    };
    for (const one of named) {
      const value = one.read(cells, problems);
      if (value !== undefined) trait(one.trait, value);
    }
    for (const [name, value] of Object.entries(traits(cells, problems))) trait(name, value);
    if (facts.length === 0 && problems.length === 0) problems.push({ column: "user", value: common.user, reason: "says nothing of the user: no account, no role, no trait" });
    return facts;
  };
}
