import { idAdvice, isId } from "../lib/id.ts";
import { type Problem, errorAt } from "./problem.ts";
import { type MapTree, at, entriesOf, itemsOf } from "./tree.ts";

/**
 * Keys that define something and can't be its id. It is looked at here and not by the schema, which would say nothing
 * about a definition below a wrong key.
 */
export function badIds(root: MapTree): Problem[] {
  const models = [at(root, "model"), ...itemsOf(at(root, "model", "variants"))];
  return [at(root, "segments"), at(root, "metrics"), at(root, "plans"), at(root, "journey", "lines"), ...models.map((model) => at(model, "categories"))]
    .flatMap(entriesOf)
    .filter(([id]) => !isId(id))
    .map(([id, { key }]) => errorAt(key, "bad-key", `\`${id}\` can't be a key here`, idAdvice));
}
