import { explain } from "../explain.ts";
import { issueWords } from "../issue-words.ts";
import { type Place, type Problem, errorAt, inReadingOrder } from "../problem.ts";
import { readYaml } from "../read-yaml.ts";
import type { Pack } from "../schema.ts";
import type { PackFile } from "../source.ts";
import { unknownName } from "../suggest.ts";
import { type MapTree, keyPlaceOf, toPlain } from "../tree.ts";
import type { Fact } from "../../events/fact.ts";
import { accountOf, factsOf, whichAccount } from "./facts.ts";
import type { Start } from "./moment.ts";
import { type Expectation, type Scenario, type ScenarioFile, scenarioFileSchema } from "./schema.ts";

/** A scenario that can be played, with the place of everything that it expects. */
export interface ReadScenario {
  readonly name: string;
  readonly place: Place;
  readonly start: Start;
  readonly facts: readonly Fact[];
  readonly expectations: readonly PlacedExpectation[];
}

export interface PlacedExpectation {
  readonly account: string;
  readonly expected: Expectation;
  /** Where a key of it is written; without one where it begins. */
  readonly placeOf: (...path: readonly (string | number)[]) => Place;
}

/** Reads a file of scenarios for a pack, and says everything that is wrong with it. */
export function readScenarios(file: PackFile, pack: Pack): { readonly scenarios: readonly ReadScenario[]; readonly problems: readonly Problem[] } {
  const { tree, problems } = readYaml(file);
  if (problems.length > 0) return { scenarios: [], problems };
  if (tree?.shape !== "map") return { scenarios: [], problems: [errorAt({ file: file.path, line: 1, column: 1, text: "" }, "wrong-value", "a file of tests is a map with scenarios", "start with `scenarios:`")] };
  const parsed = scenarioFileSchema.safeParse(toPlain(tree), { error: issueWords, reportInput: true });
  if (!parsed.success) return { scenarios: [], problems: inReadingOrder(explain(parsed.error.issues, tree), [file.path]) };
  const read = parsed.data.scenarios.map((_, index) => readScenario(parsed.data, index, { tree, pack }));
  return { scenarios: read.map(({ scenario }) => scenario), problems: inReadingOrder(read.flatMap(({ problems: own }) => own), [file.path]) };
}

interface Written {
  readonly tree: MapTree;
  readonly pack: Pack;
}

function readScenario(file: ScenarioFile, index: number, { tree, pack }: Written): { scenario: ReadScenario; problems: Problem[] } {
  const scenario = file.scenarios[index] as Scenario;
  const placeOf = (...path: readonly (string | number)[]): Place => keyPlaceOf(tree, ["scenarios", index, ...path]);
  const start = { date: scenario.starts ?? file.starts, zone: pack.pack.timezone };
  const { facts, problems } = factsOf(scenario, start);
  const expectations = scenario.expect.map((expected, place): PlacedExpectation => ({ account: accountOf(scenario, expected.account) ?? "", expected, placeOf: (...path) => placeOf("expect", place, ...path) }));
  const wrong = expectations.flatMap(({ account, expected, placeOf: at }) => [
    ...(account === "" ? [errorAt(at("account"), "wrong-value", whichAccount(scenario, expected.account))] : []),
    ...unknownNames(expected, pack).map(({ path, message, help }) => errorAt(at(...path), "wrong-value", message, help)),
  ]);
  return {
    scenario: { name: scenario.name, place: placeOf("name"), start, facts, expectations },
    problems: [...problems.map(({ path, message, help }) => errorAt(placeOf(...path), "wrong-value", message, help)), ...wrong],
  };
}

interface UnknownPart {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help: string | undefined;
}

/** What is expected of things that the pack doesn't have. */
function unknownNames(expected: Expectation, { metrics, model, journey }: Pack): UnknownPart[] {
  const lines = journey?.lines ?? [];
  const known = (noun: string, name: string, names: readonly string[], path: readonly (string | number)[]): UnknownPart[] => {
    if (names.includes(name)) return [];
    const { message, help } = unknownName(noun, name, names);
    return [{ path, message, help }];
  };
  const stages = lines.flatMap((line) => line.stages.map(({ id }) => id));
  const milestones = lines.flatMap((line) => line.milestones.map(({ id }) => id));
  const categories = [model, ...model.variants].flatMap((part) => Object.keys(part.categories ?? {}));
  return [
    ...Object.keys(expected.metrics ?? {}).flatMap((name) => known("metric", name, Object.keys(metrics), ["metrics", name])),
    ...Object.keys(expected.categories ?? {}).flatMap((name) => known("category", name, categories, ["categories", name])),
    // Without a journey stages are whatever people type in.
    ...(expected.stage === undefined || !journey ? [] : known("stage", expected.stage, stages, ["stage"])),
    ...Object.keys(expected.milestones ?? {}).flatMap((name) => known("milestone", name, milestones, ["milestones", name])),
    ...(expected.line === undefined ? [] : known("line", expected.line, lines.map(({ id }) => id), ["line"])),
    ...(expected.journey !== undefined && !journey ? [{ path: ["journey"], message: "the pack has no journey", help: undefined }] : []),
  ];
}
