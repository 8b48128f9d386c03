import type { KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import { eventOf, type FactsOf } from "./facts-of.ts";

/** Each row is one product event. */
export function compileEvents(compiler: KindCompiler<KindSpec<"events">>): FactsOf {
  const { source, receivedAt } = compiler;
  const name = compiler.needText("name");
  const time = compiler.needInstant("time");
  const who = compiler.who();
  const properties = compiler.values("properties");
  const known = compiler.known();
  const id = compiler.rowId();
  return (cells, problems) => {
    const at = time(cells, problems);
    return [
      eventOf({
        messageId: id(cells, problems),
        time: at,
        knownAt: known(at, cells, problems),
        receivedAt,
        source,
        who: who(cells, problems),
        name: name(cells, problems),
        properties: properties(cells, problems),
      }),
    ];
  };
}
