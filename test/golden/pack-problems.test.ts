import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countText, problemText } from "../../src/cli/problem-text.ts";
import { checkPack } from "../../src/pack/check.ts";
import { golden, goldenPath } from "../support/golden.ts";
import { fileOf } from "../support/pack.ts";

test("a pack with a mistake in every corner: every message, word for word", () => {
  const folder = goldenPath("broken-pack");
  const files = readdirSync(folder).sort().map((name) => ({ path: name, text: readFileSync(join(folder, name), "utf8") }));
  const { problems } = checkPack(files);
  const text = [...problems.map((problem) => problemText(problem, files)), countText(problems)].join("\n\n");
  expect(text).toBe(golden("broken-pack.txt", text));
});

test("a pack that works and could be better", () => {
  const trends = Object.fromEntries(["a", "b"].map((id) => [id, { kind: "trend", metric: "logins" }]));
  const files = [
    fileOf({
      metrics: { logins: { kind: "count", window: "30d" }, revenue: { kind: "trait", trait: "mrr" }, nps: { kind: "survey", survey: "nps", window: "90d" }, spare: { kind: "pulse" }, ...trends },
      model: {
        categories: {
          use: { weight: 95, metrics: Object.fromEntries(Object.keys(trends).map((id) => [id, { weight: 1, scale: [[0, 50], [1, 50]] }])) },
          money: { weight: 4, metrics: { revenue: { weight: 1, scale: [[0, 90], [100, 100], [1000, 20]] } } },
          voice: { weight: 1, metrics: { nps: { weight: 1, scale: { worst: 0, best: 10 } } } },
          nothing: { weight: 0, metrics: { logins: { weight: 1, scale: { worst: 0, best: 9 } } } },
        },
        adjustments: [{ id: "none", multiply: 1, reason: "Because" }],
      },
    }),
  ];
  const facts = { accounts: 3, firstEvent: 0, lastEvent: 40 * 86_400_000, events: {}, traits: { mrr_eur: { accounts: 1, numbers: 1, texts: [] } } };
  const { problems } = checkPack(files, facts);
  const text = [...problems.map((problem) => problemText(problem, files)), countText(problems)].join("\n\n");
  expect(text).toBe(golden("opinions.txt", text));
});

test("control characters of a file don't reach the terminal", () => {
  const files = [{ path: "a.yaml", text: 'pack: { id: "\\e[31mred", name: \u001B[2J\u202Eevil }\nmetrics: { a: { kind: \u001B]0;title\u0007 } }\n' }];
  const text = checkPack(files).problems.map((problem) => problemText(problem, files)).join("\n");
  expect(["\u001B", "\u0007", "\u202E"].filter((letter) => text.includes(letter))).toEqual([]);
});
