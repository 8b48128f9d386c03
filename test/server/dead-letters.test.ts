import { expect, test } from "vitest";
import { readControl } from "../../src/storage/control-file.ts";
import { commandLine } from "../support/command-line.ts";
import { serving } from "../support/served.ts";

const { served } = await serving();

interface Found {
  readonly total: number;
  readonly codes: readonly { readonly code: string; readonly letters: number }[];
  readonly letters: readonly { readonly id: string; readonly reason: string; readonly call: string }[];
}

const tooEarly = (id: string) => ({ type: "track", event: `sent ${id}`, userId: "u", messageId: id, timestamp: new Date(Date.now() + 3 * 86_400_000).toISOString() });

test("what couldn't be stored is seen, sent again and given up while the server takes events", async () => {
  const { live, directory, post, count } = await served();
  const control = await readControl(directory);
  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`${live.url}/api/v1/${path}`, { method: body ? "POST" : "GET", headers: { authorization: `Bearer ${control?.token}`, "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const letters = async (query = ""): Promise<Found> => (await ask(`dead-letters${query}`)).body as unknown as Found;
  await post("/v1/batch", { batch: [tooEarly("a"), tooEarly("b"), { type: "track", event: "fine", userId: "u", messageId: "c" }] });
  await expect.poll(async () => (await letters()).total, { timeout: 30_000 }).toBe(2);
  const { codes, letters: found } = await letters();
  expect(codes).toEqual([{ code: "unusable", letters: 2 }]);
  expect(found.map(({ call }) => (JSON.parse(call) as { event: string }).event)).toEqual(["sent a", "sent b"]);
  expect(found[0]?.reason).toMatch(/24 hours/);
  expect(await letters("?code=refused")).toMatchObject({ total: 0, letters: [], codes: [{ code: "unusable" }] });

  const [first = "", second = ""] = found.map(({ id }) => id);
  expect((await ask("dead-letters/discard", { ids: [first, "unknown"] })).body).toEqual({ discarded: 1 });
  expect((await letters()).letters.map(({ id }) => id)).toEqual([second]);
  expect((await ask("dead-letters/replay", { code: "unusable" })).body).toEqual({ replayed: 1, isFull: false });
  // It still lies too far ahead, so it comes back as a new letter, and every call is accounted for.
  await expect.poll(async () => (await letters()).letters.map(({ id }) => id), { timeout: 30_000 }).toEqual([expect.not.stringContaining(second)]);
  const counts = async () => {
    const { body } = await ask("pipeline");
    return [body["received"], body["stored"], body["dead"], body["waiting"], body["missing"]];
  };
  // A letter is kept before its batch counts as loaded.
  await expect.poll(counts, { timeout: 30_000 }).toEqual([4, 1, 3, 0, 0]);
  expect(await count("events")).toBe(1);
  // The command goes through the process that serves.
  const run = (...args: readonly string[]): ReturnType<typeof commandLine> => commandLine({ data: directory, now: Date.now() }, ["dead-letters", ...args]);
  expect(await run("replay", "--all")).toEqual({ out: "1 sent again; the server loads them now.\n", error: "", exit: 0 });
  await expect.poll(async () => (await letters()).letters.map(({ call }) => (JSON.parse(call) as { event: string }).event), { timeout: 30_000 }).toEqual(["sent b"]);
  expect(await run("drop", "unknown", "--code", "unusable")).toEqual({ out: "1 given up.\n", error: "", exit: 0 });
  expect((await run("list")).out).toBe("No dead letters.\n");
  expect((await ask("dead-letters/discard", {})).status).toBe(400);
  expect((await ask("dead-letters?limit=0")).status).toBe(400);
});

test("an empty list says so", async () => {
  const { live, directory } = await served();
  const control = await readControl(directory);
  const answer = await fetch(`${live.url}/api/v1/dead-letters`, { headers: { authorization: `Bearer ${control?.token}` } });
  expect(await answer.json()).toEqual({ total: 0, codes: [], letters: [] });
});
