import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { readDefinition } from "../../src/engine/definitions/definition.ts";
import { overflowOf, standingOut } from "../support/axe.ts";
import { exampleFiles, sha256 } from "../support/definitions.ts";
import { everyPage, settingsParts, settled } from "../support/every-page.ts";
import { accountTraitFact, eventFact, userTraitFact } from "../support/facts.ts";
import { noChromium } from "../support/open-chromium.ts";
import { pageWorkspace } from "../support/page-company.ts";
import { textOf } from "../support/reader.ts";
import { setUp } from "../support/whole-page.ts";
import { wholeWorld } from "../support/whole-world.ts";

const script = `<script>globalThis.broken = 1</script>`;
/** Script, markup, a text that turns around, a formula, and no place to break the line, as long as a field takes it. */
const nasty = (most: number): string => `=1+1;${script}"><img src=x onerror="globalThis.broken = 2">\u202Egnp.exe\u2067{{7*7}}${"W".repeat(10_000)}`.slice(0, most);

/** The example, in which everything that people name is called something like that. */
function hostileDefinition() {
  const worse = (words: string, most: number): string => JSON.stringify(`${words.replaceAll(/^["']|["']$/g, "")} ${nasty(most)}`);
  const named = exampleFiles().map(({ path, text }) => ({
    path,
    text: text
      .replaceAll(/^( *(?:- )?(?:name|why|reason): )([A-Z].*)$/gm, (_all, key: string, words: string) => key + worse(words, 140))
      .replaceAll(/(\{[^}\n]*\bname: )([A-Z][^,}\n]*)/g, (_all, key: string, words: string) => key + worse(words, 140)),
  }));
  const { definition, ...problems } = readDefinition(named, { number: null, hash: sha256 });
  if (!definition) throw new Error(JSON.stringify(problems).slice(0, 2000));
  return { definition, files: named };
}

const { definition, files } = hostileDefinition();
const account = `../"><img src=x onerror="globalThis.broken = 3">#?&`;

type Sent = readonly [method: string, path: string, body: object];

/** Everything that can be typed or sent, at the length that its field takes. */
const sent = (at: string): readonly Sent[] => {
  const of = `/api/v1/accounts/${encodeURIComponent(at)}`;
  const due = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  return [
    ["POST", `${of}/pulses`, { band: "red", reason: nasty(2000) }],
    ["POST", `${of}/notes`, { text: nasty(10_000) }],
    ["POST", `${of}/adjustments`, { operation: "add", amount: -5, reason: nasty(2000) }],
    ["POST", `${of}/overrides`, { band: "red", score: 3, reason: nasty(2000) }],
    ["POST", `${of}/goals`, { goal: nasty(200), measure: nasty(200), target: 5 }],
    ["POST", `${of}/interactions`, { channel: "call", note: nasty(10_000) }],
    ["POST", `${of}/reviews`, { sponsorPresent: true, note: nasty(10_000) }],
    ["POST", `${of}/owner`, { owner: nasty(200), note: nasty(2000) }],
    ["POST", `${of}/plans`, { name: nasty(200), reason: nasty(2000), owner: nasty(200), steps: [{ text: nasty(500), owner: nasty(200), due }, { text: `late ${nasty(400)}`, owner: nasty(200), due: "2026-01-05" }] }],
    ["POST", "/api/v1/goals", { measure: "share_red", target: 0.05, owner: nasty(100), due, note: nasty(500) }],
    ["POST", "/api/v1/keys", { kind: "write", name: nasty(60) }],
    ["POST", "/api/v1/invitations", { email: `${"w".repeat(50)}@${"w".repeat(60)}.example`, role: "csm", books: [nasty(100)] }],
    ["PATCH", "/api/v1/workspace", { name: nasty(100) }],
  ];
};

const send = (page: Page, [method, path, body]: Sent): Promise<string> =>
  page.evaluate(async ([how, where, what]) => {
    const answer = await fetch(where, { method: how, headers: { "content-type": "application/json" }, body: JSON.stringify(what) });
    return answer.ok ? "" : `${how} ${where}: ${answer.status} ${(await answer.text()).slice(0, 500)}`;
  }, [method, path, body] as const);

describe.skipIf(noChromium !== undefined)(`texts of others on all pages${noChromium === undefined ? "" : ` (skipped: ${noChromium})`}`, { timeout: 600_000 }, () => {
  const common = { time: Date.now() - 40 * 86_400_000, knownAt: Date.now() - 40 * 86_400_000 };
  const world = wholeWorld({
    accounts: 8,
    definition,
    before: async (store) =>
      void (await store.log.append(
        pageWorkspace,
        [
          accountTraitFact("t-1", { ...common, account, trait: "name", value: nasty(500) }),
          eventFact("c-1", { ...common, account, user: "", name: "contract_changed", properties: { contract: nasty(100), start: common.time, term_end: common.time + 90 * 86_400_000, mrr: 9000, currency: "EUR", seats: 10, product: nasty(100) } }),
          eventFact("e-1", { ...common, account, user: nasty(100), name: nasty(100), properties: { [nasty(60)]: nasty(10_000) } }),
          eventFact("e-2", { ...common, account, user: "", name: "owner_changed", properties: { owner: nasty(150) } }),
          userTraitFact("u-1", { ...common, user: nasty(100), trait: "name", value: nasty(300) }),
          userTraitFact("u-2", { ...common, user: nasty(100), trait: "role", value: "champion" }),
        ],
        "hostile",
      )),
  });

  test("are texts, break no layout, and are no formula in a file", async () => {
    const ada = await world.reader();
    await setUp(ada, world.page);
    const { page } = ada;
    const refused: string[] = [];
    for (const one of sent(account)) refused.push(await send(page, one));
    refused.push(await page.evaluate(async (name) => {
      const { teammates } = (await (await fetch("/api/v1/teammates")).json()) as { teammates: { id: string }[] };
      const answer = await fetch(`/api/v1/teammates/${teammates[0]?.id}`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ name, books: [name] }) });
      return answer.ok ? "" : `teammate: ${answer.status} ${await answer.text()}`;
    }, nasty(100)));
    refused.push(await send(page, ["POST", "/api/v1/versions", { files: files.map((file) => (file.path === "pack.yaml" ? { ...file, text: `${file.text}\n# another\n` } : file)), message: nasty(2000) }]));
    expect(refused.filter((text) => text !== "")).toEqual([]);
    await page.goto("/portfolio");
    await page.reload();
    const walked = [...(await everyPage(page)), ...settingsParts, "/setup/files", `/accounts/${encodeURIComponent(account)}`, `/accounts/${encodeURIComponent(account)}/people/${encodeURIComponent(nasty(100))}`, "/plans?view=overdue", "/plans?view=review", "/today?of=everybody", "/journey?show=all", "/renewals?days=180", "/typing?show=everybody", "/portfolio?text=%3Cscript%3E"];
    const told: string[] = [];
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      for (const address of walked) {
        await page.goto(address);
        await settled(page);
        const [wider, broken, made] = [await overflowOf(page), await page.evaluate("globalThis.broken"), await page.locator("#main img[src=x], #main script, [onerror]").count()];
        if (wider > 0 || broken !== undefined || made > 0) told.push(`${address.slice(0, 30)} at ${width}: wider by ${wider}, ${String(broken)}, ${made} elements: ${(await standingOut(page)).join(" | ")}`);
        if (process.env["LOOK"] && (wider > 0 || process.env["LOOK_ALL"])) await page.screenshot({ path: `${process.env["LOOK"]}/hostile-${width}-${address.replaceAll(/\W+/g, "-").slice(0, 40)}.png` });
      }
    }
    expect(told).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto("/portfolio?text=gnp");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    const text = await textOf(await saved);
    expect(text).toContain(`"'=1+1;`);
    expect(text).not.toMatch(/(^|[,"\n])=1\+1/m);
  });
});
