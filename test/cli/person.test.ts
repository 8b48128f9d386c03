import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "../../src/contract/routes.ts";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import type { Ran } from "../support/terminal.ts";

const now = Date.UTC(2026, 2, 1, 12);
let root = "";
const bellwether = (...args: string[]): Promise<Ran> => commandLine({ data: join(root, "data"), now }, [...args, "--pack", join(repositoryRoot, "examples/three-categories")]);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "bellwether-person-"));
  await commandLine({ data: join(root, "data"), now }, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

test("one person of an account, in words and as JSON", async () => {
  const { accounts } = JSON.parse((await bellwether("score", "--json")).out) as { readonly accounts: readonly { readonly account: string; readonly name: string }[] };
  const [account] = accounts;
  const user = `${account?.account}-u2`;
  const person = JSON.parse((await bellwether("person", account?.name ?? "", user, "--json")).out) as Answer<"getPerson">;
  expect(person).toMatchObject({ account: account?.account, user: { user } });
  const { out } = await bellwether("person", account?.account ?? "", user);
  expect(out).toContain(`of ${person.accountName}`);
  expect(out).toContain(person.health.text);
  for (const { name, events } of person.uses) expect(out).toMatch(new RegExp(`${name} .*\\b${events}\\b`));
  expect((await bellwether("person", account?.account ?? "", "nobody")).error).toContain("The account has no user `nobody`");
}, 120_000);
