import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine } from "../support/command-line.ts";
import { freshDirectory } from "../support/journal.ts";

test("an archive from before brings nobody back who is forgotten", { timeout: 180_000 }, async () => {
  const place = await freshDirectory();
  const [data, list] = [join(place, "data"), join(place, "forgotten.json")];
  const environment = { BELLWETHER_FORGOTTEN: list };
  const on = (directory: string, env: Readonly<Record<string, string>>, ...args: string[]) => commandLine({ data: directory, now: Date.UTC(2026, 2, 1), environment: env }, args);
  expect(await on(data, environment, "simulate", "--preset", "small", "--accounts", "4", "--to", "2026-03-01")).toMatchObject({ exit: 0 });
  const { accounts } = JSON.parse((await on(data, environment, "score", "--json")).out) as { readonly accounts: readonly { readonly account: string }[] };
  const account = accounts[0]?.account ?? "";
  expect(await on(data, environment, "backup", join(place, "archive.tar.gz"))).toMatchObject({ exit: 0 });
  expect(await on(data, environment, "forget", "account", account, "--yes")).toMatchObject({ exit: 0, out: expect.stringMatching(/^Forgotten: [1-9]/) as string });
  const scored = async (directory: string): Promise<string[]> => (JSON.parse((await on(directory, {}, "score", "--json")).out) as { readonly accounts: readonly { readonly account: string }[] }).accounts.map((one) => one.account);
  const restored = join(place, "restored");
  expect(await on(restored, environment, "restore", join(place, "archive.tar.gz"))).toMatchObject({ exit: 0, out: expect.stringMatching(/Looked for 1 user or account that is forgotten/) as string });
  expect(await scored(restored)).toEqual((await scored(data)).filter((one) => one !== account));
  expect(await scored(restored)).not.toContain(account);
  // Without the list the archive is what it was.
  expect(await on(join(place, "plain"), {}, "restore", join(place, "archive.tar.gz"))).toMatchObject({ exit: 0 });
  expect(await scored(join(place, "plain"))).toContain(account);
  expect(await on(join(place, "none"), {}, "restore", join(place, "archive.tar.gz"), "--forgotten", join(place, "nowhere"))).toMatchObject({ exit: 1, error: expect.stringMatching(/There is no file/) as string });
});
