import { describe, expect, test, vi } from "vitest";
import { publishVersion, listVersions, previewVersion } from "../../src/engine/definitions/answers.ts";
import { readDefinition } from "../../src/engine/definitions/definition.ts";
import type { PublishRequest } from "../../src/engine/definitions/desk.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import { MemoryVersionStore } from "../../src/storage/memory/version-store.ts";
import { accountTraitFact } from "../support/facts.ts";
import { memoryStores } from "../support/evaluating.ts";
import { exampleDefinition, exampleFiles, sha256, testDesk } from "../support/definitions.ts";

const weight = (value: number) => ({ path: ["model", "categories", "product", "weight"], value });
const wish = (over: Partial<PublishRequest> = {}): PublishRequest => ({ edits: [weight(90)], message: "Product counts more", author: "Ann", source: "page", rewritesHistory: false, ...over });

/** The example with other words in its file `pack.yaml`. */
function withPack(change: (text: string) => string) {
  const { definition } = readDefinition(exampleFiles().map(({ path, text }) => ({ path, text: path === "pack.yaml" ? change(text) : text })), { number: null, hash: sha256 });
  if (!definition) throw new Error("the changed example is broken");
  return definition;
}

describe("who may change it", () => {
  const owned = withPack((text) => text.replace("pack:", "pack:\n  owned_by: git"));

  test("Git alone, where the pack says so: the page is refused and told how, a folder is taken", async () => {
    const desk = testDesk({ started: owned });
    expect((await listVersions(desk)).running.readOnly).toMatchObject({ reason: "owned_by_git", text: expect.stringContaining("bellwether apply") as string });
    await expect(desk.publish(wish())).rejects.toThrow("Git owns this health definition: change its files there, and apply them with `bellwether apply`.");
    expect(await desk.publish(wish({ source: "folder" }))).toMatchObject({ outcome: "applied", applied: { number: 2, source: "folder" } });
  });

  test("that Git owns it moves no score", () => {
    expect(owned.version).toBe(exampleDefinition().version);
  });

  test("nobody, where the server was started with a folder", async () => {
    const desk = testDesk({ folder: "pack" });
    expect((await listVersions(desk)).running.readOnly?.reason).toBe("started_with_folder");
    await expect(desk.publish(wish({ source: "folder" }))).rejects.toThrow("This server was started with the folder pack, and runs that. Start it without --pack to run what is published.");
  });

  test.each([
    ["made from a version that isn't in use any more", { base: "other" }, "Another version was published meanwhile. Look at it, and change it again."],
    ["without any change", { edits: [] }, "Nothing is different, so there is nothing to publish."],
    ["of something that isn't changed here", { edits: [{ path: ["pack", "name"], value: 1 }] }, "`pack.name` can't be changed here: weights, limits of bands, the coverage floor and scales can."],
    ["with errors", { edits: [{ path: ["model", "bands", "red_below"], value: 90 }] }, "The health definition has errors, so nothing was published."],
  ])("a draft %s is refused", async (_name, over, message) => {
    const desk = testDesk();
    await expect(desk.publish(wish(over))).rejects.toThrow(message);
    expect(await desk.versions()).toEqual([]);
  });
});

describe("publishing", () => {
  test("keeps what was in use before, turns to the new one, and remembers what scores were made with", async () => {
    const turned: RunningPack[] = [];
    const desk = testDesk({ switchTo: (running) => (turned.push(running), Promise.resolve()) });
    const before = desk.running;
    expect(await publishVersion(desk, { edits: [weight(90)], message: "More", rewriteHistory: true, base: before.version }, { author: "ann@acme.example", source: "page" })).toMatchObject({ outcome: "applied", version: { number: 2, author: "ann@acme.example", source: "page", rewritesHistory: true }, meansTheSame: false });
    await desk.settled();
    expect(desk.running).toMatchObject({ number: 2, pack: { model: { categories: { product: { weight: 90 } } } } });
    expect(turned.map(({ version, formerly }) => [version, formerly?.version])).toEqual([[desk.running.version, before.version]]);
    expect((await desk.versions()).map(({ number, message }) => [number, message])).toEqual([[2, "More"], [1, "What was in use before the first change"]]);
    expect((await desk.definition(1))?.version).toBe(before.version);
    expect((await desk.timeline()).map(({ number }) => number)).toEqual([1, 2]);
  });

  test("each of several in a row changes the one before", async () => {
    const desk = testDesk({ switchTo: () => new Promise((done) => setTimeout(done, 5)) });
    await desk.publish(wish());
    await desk.publish(wish({ edits: [weight(80)] }));
    await desk.publish(wish({ edits: [{ path: ["model", "coverage_floor"], value: 60 }] }));
    await desk.settled();
    expect(desk.running).toMatchObject({ number: 4, pack: { model: { coverage_floor: 60, categories: { product: { weight: 80 } } } } });
    expect(desk.isSwitching).toBe(false);
    expect((await desk.versions()).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  });

  test("what another process has applied is noticed; what can't be turned to is tried again", async () => {
    const versions = new MemoryVersionStore();
    const said: string[] = [];
    let isAway = true;
    const desk = testDesk({ versions, report: (line) => said.push(line), switchTo: () => (isAway ? Promise.reject(new Error("ClickHouse is away")) : Promise.resolve()) });
    const files = exampleFiles().map(({ path, text }) => ({ path, text: `${text}# A remark.\n` }));
    await versions.add({ workspace: "acme", number: 1, version: "v", author: "Ann", message: "Theirs", appliedAt: 0, files, source: "folder", rewritesHistory: false });
    await desk.refresh();
    await desk.settled();
    expect([desk.running.number, desk.problem]).toEqual([null, "Version 1 isn't in use yet: ClickHouse is away"]);
    isAway = false;
    await desk.refresh();
    await desk.settled();
    expect([desk.running.number, desk.problem]).toEqual([1, undefined]);
    expect(said).toEqual(["Version 1 isn't in use yet: ClickHouse is away", "version 1 of the health definition is in use: Theirs"]);
  });

  test("a version that this program can't read leaves the one before in use, and says so", async () => {
    const versions = new MemoryVersionStore();
    const desk = testDesk({ versions });
    await versions.add({ workspace: "acme", number: 1, version: "v", author: "Ann", message: "Broken", appliedAt: 0, files: [{ path: "pack.yaml", text: "pack: 3\n" }], source: "folder", rewritesHistory: false });
    await desk.refresh();
    await desk.settled();
    expect((await listVersions(desk)).running).toMatchObject({ number: null, isSwitching: false, problem: "Version 1 has errors as this program reads it, so the one before stays in use." });
  });
});

test("a preview of a draft with errors says where they are, and scores nobody", async () => {
  const answer = await previewVersion(testDesk(), { edits: [{ path: ["model", "bands", "red_below"], value: 90 }] });
  expect(answer).toMatchObject({ after: null, changes: [], effect: { kind: "faulty" } });
  expect(answer.problems).toContainEqual(expect.objectContaining({ severity: "error", path: ["model", "bands"], message: expect.stringContaining("overlap") as string }));
});

test("what one preview has measured serves the next, until somebody is forgotten", async () => {
  const time = Date.UTC(2026, 0, 2);
  const stores = memoryStores(() => time);
  await stores.log.append("acme", [accountTraitFact("t", { account: "acme", trait: "name", value: "Acme", time, knownAt: time })], "facts");
  const looked = vi.spyOn(stores.accounts, "span");
  const desk = testDesk({ store: () => Promise.resolve(stores) });
  const preview = async () => (await previewVersion(desk, { edits: [weight(90)] })).effect.kind;
  expect([await preview(), await preview(), looked.mock.calls.length]).toEqual(["scored", "scored", 1]);
  await desk.forget();
  expect([await preview(), looked.mock.calls.length]).toEqual(["scored", 2]);
});
