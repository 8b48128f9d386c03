import type { AccountTraitFact, Fact, Scalar } from "../../../events/fact.ts";
import { partId } from "../../../events/identity.ts";
import type { KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import { eventOf, type FactsOf } from "./facts-of.ts";

/** Each row is an account: its traits from a time on, and who of ours looks after it. */
export function compileAccounts(compiler: KindCompiler<KindSpec<"accounts">>): FactsOf {
  const { source, receivedAt } = compiler;
  const account = compiler.needText("account");
  const time = compiler.needInstant("time");
  const named = (["name", "parent", "domain"] as const).map((trait) => ({ trait, read: compiler.text(trait) }));
  const owner = compiler.text("owner");
  const traits = compiler.values("traits");
  const known = compiler.known();
  const id = compiler.rowId();
  return (cells, problems) => {
    const at = time(cells, problems);
    const common = { time: at, knownAt: known(at, cells, problems), source, account: account(cells, problems) };
    const record = id(cells, problems);
    const trait = (name: string, value: Scalar): AccountTraitFact => ({ type: "account_trait", messageId: partId(record, name), ...common, trait: name, value });
    const facts: Fact[] = named.flatMap((one) => {
      const value = one.read(cells, problems);
      return value === undefined ? [] : [trait(one.trait, value)];
    });
    for (const [name, value] of Object.entries(traits(cells, problems))) facts.push(trait(name, value));
    // An account is known by its facts, so one without any trait is called by its id.
    if (facts.length === 0) facts.push(trait("name", common.account));
    const teammate = owner(cells, problems);
    if (teammate !== undefined) {
      const who = { account: common.account, user: "" };
      facts.push(eventOf({ ...common, messageId: partId(record, "owner_changed"), receivedAt, who, name: "owner_changed", properties: { owner: teammate } }));
    }
    return facts;
  };
}
