import type { z } from "zod";
import { decode, type Words } from "./issue-words.ts";
import { type Problem, errorAt } from "./problem.ts";
import { shorten } from "./suggest.ts";
import { type MapTree, type Path, find } from "./tree.ts";

type Issue = z.core.$ZodIssue;

/** Turns what the schema found into problems at the places where they were written. */
export function explain(issues: readonly Issue[], root: MapTree): Problem[] {
  const likely = issues.flatMap((issue) => mostLikely(issue, []));
  const misspelt = new Set(likely.flatMap(intendedKeys));
  return likely.filter((issue) => !misspelt.has(issue.path.join("."))).flatMap((issue) => problemsOf(issue, root));
}

/** A key that is missing because it was misspelt is reported once, as misspelt. */
function intendedKeys(issue: Issue): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  return decode(issue.message).flatMap(({ replacement }) => (replacement === undefined ? [] : [...issue.path, replacement].join(".")));
}

/** A union reports every branch; the person meant one of them. */
function mostLikely(issue: Issue, above: Path): Issue[] {
  const path = [...above, ...issue.path];
  const here = { ...issue, path } as Issue;
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [here];
  const fitting = issue.errors.filter((branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === "invalid_type"));
  const [best, second] = fitting.map((branch) => ({ branch, cost: misfit(branch) })).sort((a, b) => a.cost - b.cost);
  if (best === undefined || best.cost === second?.cost) return [here];
  return best.branch.flatMap((inner) => mostLikely(inner, path));
}

/** How far something is from a branch: keys too many and too few count more than values that are wrong. */
function misfit(branch: readonly Issue[]): number {
  return branch.reduce((cost, issue) => {
    if (issue.code === "unrecognized_keys") return cost + 2 * issue.keys.length;
    return cost + (issue.path.length === 1 && issue.input === undefined ? 2 : 1);
  }, 0);
}

function problemsOf(issue: Issue, root: MapTree): Problem[] {
  const { tree, key, depth } = find(root, issue.path);
  if (tree.shape === "leaf" && tree.unreadable) return [];
  const words = wordsOf(issue);
  if (issue.code === "unrecognized_keys") return issue.keys.flatMap((name, index) => unknownKey([...issue.path, name], words[index] ?? {}, root));
  if (depth < issue.path.length) return [missingKey(issue.path, depth, words[0] ?? {}, root)];
  // Where nothing is written, only the key can be shown.
  const nothing = tree.shape === "leaf" && tree.place.text === "";
  // A map below its key begins with a key of its own; what is said about it all is said about the key above it.
  const below = tree.shape !== "leaf" && key !== undefined && key.line !== tree.place.line;
  const place = key !== undefined && (nothing || below || issue.code === "invalid_key") ? key : tree.place;
  const { message, help } = words[0] ?? {};
  if (issue.code === "invalid_key") return [errorAt(place, "bad-key", `\`${place.text}\` can't be a key here`, message ?? help)];
  return [errorAt(place, "wrong-value", message ?? `\`${place.text}\` isn't possible here`, help)];
}

function wordsOf(issue: Issue): readonly Words[] {
  if (issue.code === "invalid_key") return issue.issues.flatMap((inner) => decode(inner.message)).slice(0, 1);
  const words = decode(issue.message);
  const silent = words.every((word) => word.message === undefined && word.help === undefined);
  if (issue.code !== "invalid_union" || !silent) return words;
  // No branch is likelier than another: say what each of them begins with.
  const expectations = new Set(issue.errors.flatMap((branch) => decode(branch[0]?.message ?? "")).map((word) => word.help ?? word.message));
  return [{ help: [...expectations].filter((text) => text !== undefined).join(", or ") }];
}

function unknownKey(path: Path, words: Words, root: MapTree): Problem[] {
  const { key, depth } = find(root, path);
  if (key === undefined || depth < path.length) return [];
  return [errorAt(key, "unknown-key", words.message ?? `unknown key \`${shorten(key.text)}\``, words.help)];
}

function missingKey(path: Path, depth: number, words: Words, root: MapTree): Problem {
  const around = find(root, path.slice(0, depth));
  const name = String(path[depth]);
  const message = depth === 0 ? `the section \`${name}\` is missing` : `\`${name}\` is missing in \`${shorten(path.slice(0, depth).join("."))}\``;
  return errorAt(around.key ?? around.tree.place, "missing-key", message, words.help);
}
