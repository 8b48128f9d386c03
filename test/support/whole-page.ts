import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignInSurroundings } from "../../src/compose/access.ts";
import type { Role } from "../../src/contract/access.ts";
import { startLive } from "../../src/compose/live.ts";
import type { Definition } from "../../src/engine/definitions/definition.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { type PostgresDatabase, openPostgres } from "../../src/storage/postgres/database.ts";
import { exampleDefinition } from "./definitions.ts";
import { pageWorkspace } from "./page-company.ts";
import { pgliteTemplate } from "./pglite-template.ts";
import type { Reader } from "./reader.ts";
import { storeCompany } from "./scored-company.ts";
import { keptLog } from "./logged.ts";

/** The process as people run it, with page, journal and sign-in, over a store; nobody has signed in yet. */
export interface WholePage {
  readonly url: string;
  /** Path of the link that makes the first administrator. */
  readonly setup: string;
  /** The first write key. */
  readonly key: string;
  /** Sends calls as a library does. */
  send(calls: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** What the operator settles, where it isn't what it is by itself. */
interface Operated {
  readonly port?: number;
  readonly signIn?: SignInSurroundings;
  readonly definition?: Definition;
  /** Fills the database before anybody asks. */
  readonly prepare?: (database: PostgresDatabase) => Promise<void>;
}

export async function openWholePage(store: ClickHouseStore, pageDirectory: string, { port = 0, signIn, definition = exampleDefinition(), prepare = () => Promise.resolve() }: Operated = {}): Promise<WholePage> {
  const directory = await mkdtemp(join(tmpdir(), "bellwether-whole-"));
  const said: string[] = [];
  const archive = await pgliteTemplate();
  const live = await startLive(
    {
      directory,
      workspace: pageWorkspace,
      pageDirectory,
      clock: Date.now,
      openStore: () => Promise.resolve({ ...store, close: () => Promise.resolve() }),
      openPostgres: async () => {
        const database = await openPostgres({ archive }, () => {});
        await prepare(database);
        return database;
      },
      report: (line) => said.push(line),
      log: keptLog([]),
      onBroken: (error) => said.push(String(error)),
      scoring: { running: definition, definition, visibleMs: 0 },
      ...(signIn && { signIn }),
    },
    { host: "127.0.0.1", port },
  );
  const told = (pattern: RegExp): string => said.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined) ?? "";
  const key = told(/first write key, shown only now: (\S+)/);
  return {
    url: live.url,
    setup: new URL(told(/first administrator: (\S+)/)).href.replace(live.url, ""),
    key,
    send: async (calls) => {
      const { status } = await fetch(`${live.url}/v1/batch`, { method: "POST", headers: { authorization: `Basic ${btoa(`${key}:`)}` }, body: JSON.stringify({ batch: calls }) });
      if (status !== 200) throw new Error(`the calls were answered ${status}`);
    },
    close: async () => {
      await live.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Made-up customers until today. */
export async function storeRecentCompany(store: ClickHouseStore, accounts: number): Promise<void> {
  const today = new Date(Date.now()).setUTCHours(0, 0, 0, 0);
  await storeCompany(store, pageWorkspace, simulationOf("small", { to: today, accounts, scale: 0.4 }));
}

export const password = "a long walk in the rain";

/** Becomes the first administrator through the page. */
export async function setUp({ page }: Pick<Reader, "page">, { setup }: WholePage): Promise<void> {
  await page.goto(setup);
  await page.getByLabel("Your name").fill("Ada Lind");
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
}

/** Somebody else becomes a teammate: an administrator who is signed in invites them, and they join. */
export async function joined({ page }: Pick<Reader, "page">, newcomer: Reader, { name, ...wish }: { readonly email: string; readonly name: string; readonly role: Role; readonly books?: readonly string[] }): Promise<Reader> {
  const link = await page.evaluate(async (body) => ((await (await fetch("/api/v1/invitations", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })).json()) as { link: string }).link, wish);
  const { pathname, hash } = new URL(link, page.url());
  await newcomer.page.goto(pathname + hash);
  await newcomer.page.getByLabel("Your name").fill(name);
  await newcomer.page.locator("input[name=password]").fill(password);
  await newcomer.page.getByRole("button", { name: "Join" }).click();
  await newcomer.page.getByRole("navigation", { name: "Pages" }).waitFor();
  return newcomer;
}

/** Signs in through the page. */
export async function signIn({ page }: Pick<Reader, "page">, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
}
