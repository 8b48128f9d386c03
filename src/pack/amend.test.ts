import { describe, expect, test } from "vitest";
import { type Amendment, amendPack } from "./amend.ts";
import { parsePack } from "./parse.ts";
import type { Pack } from "./schema.ts";
import type { PackFile } from "./source.ts";

const files: readonly PackFile[] = [
  { path: "about.yaml", text: "# who we are\npack: { id: a, name: A, timezone: UTC, currency: EUR }\nmodel:\n  bands: { red_below: 40, yellow_below: 70 } # first guess\n" },
  {
    path: "product.yaml",
    text: `metrics:
  logins: { kind: count, window: 30d, owner: product }   # level
  silence: { kind: recency, owner: product }

model:
  categories:
    product:
      weight: 60
      metrics:
        logins: { weight: 70, scale: [[0, 0], [9, 100]] }
        silence: { weight: 30, scale: { worst: 30, best: 0 } }   # recency
`,
  },
  { path: "people.yaml", text: "metrics:\n  pulse: { kind: pulse, owner: us }\nmodel:\n  categories:\n    people: { weight: 40, metrics: { pulse: { weight: 1 } } }\n" },
];

const packOf = (some: readonly PackFile[]): Pack => {
  const { pack, problems } = parsePack(some);
  if (!pack) throw new Error(problems.map(({ message }) => message).join("; "));
  return pack;
};

const amendment: Amendment = {
  metrics: [
    { id: "silence", weight: 25, scale: [[0, 100], [20, 0]] },
    { id: "pulse", weight: 35, scale: [[0, 0], [100, 100]] },
    { id: "seats", weight: 40, scale: [[0.1, 0], [0.9, 100]] },
  ],
  bands: { red_below: 30, yellow_below: 55 },
  definitions: { seats: { kind: "share_of_users", of: "seats", window: "30d", events: ["login"] } },
  outcomes: { grace: "7d", leads: [15, 30], learned_until: "2026-03-29" },
};

describe("a pack with another model", () => {
  const amended = amendPack(files, packOf(files), amendment);
  const pack = packOf(amended);

  test("counts as suggested: shares of the overall score are the weights", () => {
    const shares = Object.values(pack.model.categories).flatMap(({ weight, metrics }) => {
      const total = Object.values(metrics).reduce((sum, metric) => sum + metric.weight, 0);
      return Object.entries(metrics).map(([id, metric]) => [id, metric.weight === 0 ? 0 : (weight * metric.weight) / total] as const);
    });
    expect(Object.fromEntries(shares)).toEqual({ logins: 0, silence: 25, pulse: 35, seats: 40 });
    expect(pack.model.bands).toMatchObject({ red_below: 30, yellow_below: 55 });
    expect(pack.outcomes).toMatchObject({ grace: { days: 7 }, leads: [15, 30], learned_until: "2026-03-29" });
  });

  test("each change stands where the thing stands, and what isn't touched is as it was written", () => {
    const [about, product, people] = amended.map(({ text }) => text);
    expect(about).toBe("# who we are\npack: { id: a, name: A, timezone: UTC, currency: EUR }\nmodel:\n  bands: { red_below: 30, yellow_below: 55 } # first guess\noutcomes: { grace: 7d, leads: [15, 30], learned_until: 2026-03-29 }\n");
    expect(product).toContain("  logins: { kind: count, window: 30d, owner: product }   # level\n");
    expect(product).toContain("        silence: { weight: 25, scale: [[0, 100], [20, 0]] }   # recency\n");
    expect(product).toContain("  seats:\n    kind: share_of_users\n    of: seats\n    window: 30d\n    events: [login]\n");
    expect(people).toContain("people: { weight: 35, metrics: { pulse: { weight: 35, scale: [[0, 0], [100, 100]] } } }");
  });

  test("a category called `learned` is left alone", () => {
    const again = amendPack(amended, pack, { ...amendment, metrics: [{ id: "logins", weight: 100, scale: [[0, 0], [5, 100]] }], definitions: {} });
    expect(packOf(again).model.categories["learned"]?.metrics["seats"]?.weight).toBe(0);
  });
});
