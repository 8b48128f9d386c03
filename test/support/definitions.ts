import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Definition, readDefinition } from "../../src/engine/definitions/definition.ts";
import { DefinitionDesk, type DeskParts } from "../../src/engine/definitions/desk.ts";
import type { PackFile } from "../../src/pack/source.ts";
import { MemoryVersionStore } from "../../src/storage/memory/version-store.ts";
import { repositoryRoot } from "./command-line.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export function exampleFiles(name = "three-categories"): PackFile[] {
  const folder = join(repositoryRoot, "examples", name);
  return readdirSync(folder).filter((file) => file.endsWith(".yaml")).sort().map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

/** An example pack as it runs. */
export function exampleDefinition(name?: string): Definition {
  const { definition } = readDefinition(exampleFiles(name), { number: null, hash: sha256 });
  if (!definition) throw new Error(`the example ${name} is broken`);
  return definition;
}

/** A desk over versions in memory, which turns to what is published at once; without data. */
export function testDesk(over: Partial<DeskParts> = {}): DefinitionDesk {
  return new DefinitionDesk({
    workspace: "acme",
    versions: new MemoryVersionStore(),
    clock: () => Date.UTC(2026, 0, 10, 12),
    hash: sha256,
    started: exampleDefinition(),
    store: () => Promise.reject(new Error("this desk has no data")),
    switchTo: () => Promise.resolve(),
    report: () => {},
    ...over,
  });
}
