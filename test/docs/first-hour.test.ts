import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine, repositoryRoot } from "../support/command-line.ts";
import { docCommands } from "../support/doc-commands.ts";

/** The folder of exports that the guide speaks of, small: one row for each thing that it names. */
const exports: Readonly<Record<string, string>> = {
  "accounts.csv": "account_id,company_name,signup_date,csm\nA2,Birch Studio,2025-09-08,Timo\nA7,Glade Foods,2025-10-13,Mara\n",
  "contracts.csv": "contract_id,account_id,start_date,term_end_date,mrr,seats\nC2,A2,2025-09-08,2026-09-08,580,4\nC7,A7,2025-10-13,2026-10-13,290,2\n",
  "users.csv": "user_id,account_id,created_at,role,email\nu1,A2,2025-09-08,champion,u1@example.com\nu2,A7,2025-10-13,user,u2@example.com\n",
  "events.csv": `account_id,user_id,event,occurred_at\n${Array.from({ length: 40 }, (_, index) => `A${index % 2 === 0 ? "2,u1" : "7,u2"},login,2026-0${1 + (index % 2)}-${10 + (index % 18)} 09:${10 + index}:00\n`).join("")}`,
  "tickets.csv": "ticket_id,account_id,created_at,solved_at,priority\nT1,A2,2026-01-10,2026-01-12,high\nT2,A7,2026-01-10,,low\n",
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-hour-"));
  await mkdir(join(folder, "exports"));
  for (const [name, text] of Object.entries(exports)) await writeFile(join(folder, "exports", name), text);
});
afterAll(async () => {
  process.chdir(repositoryRoot);
  await rm(folder, { recursive: true });
});

test("every command of the first hour works, in the order of the page", async () => {
  const commands = docCommands("docs/guide/first-hour.md").filter(({ program }) => program === "bellwether");
  process.chdir(folder);
  const failed: string[] = [];
  for (const { place, args } of commands) {
    const { exit, out, error } = await commandLine({ data: join(folder, "data"), now: Date.UTC(2026, 2, 1) }, args);
    if (exit !== 0) failed.push(`${place}: ${exit}\n${out}${error}`);
  }
  expect(failed).toEqual([]);
  expect(commands.map(({ args }) => args[0])).toEqual(["init", "check", "import", "import", "score", "check", "score", "explain", "history"]);
}, 120_000);
