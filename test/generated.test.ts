import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generated } from "./support/generated.ts";

const root = join(import.meta.dirname, "..");

test.each(generated.map(({ path, make }) => [path, make] as const))("%s is what `npm run generate` writes", (path, make) => {
  const committed = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
  expect(committed === make(), `${path} is out of date: run \`npm run generate\` and commit what it writes`).toBe(true);
});
