import { describe, expect, test } from "vitest";
import { YamlText } from "./edit-text.ts";

const written = `# ours
model:            # the whole of it
  bands: { red_below: 40, yellow_below: 70 }   # first guess
  categories:
    product:
      weight: 50
      metrics:
        logins:
          weight: 3     # the strongest
          scale: [[0, 0], [9, 100]]

# the end
`;

function edited(change: (yaml: YamlText) => void, text = written): string {
  const yaml = new YamlText(text);
  change(yaml);
  return yaml.text;
}

describe("a change touches only its own place", () => {
  test("a number, and a list on one line", () => {
    const text = edited((yaml) => {
      yaml.set(["model", "categories", "product", "metrics", "logins", "weight"], "45");
      yaml.set(["model", "categories", "product", "metrics", "logins", "scale"], "[[1, 0], [2, 100]]");
      yaml.set(["model", "bands", "red_below"], "33");
    });
    expect(text).toBe(written.replace("weight: 3 ", "weight: 45 ").replace("[[0, 0], [9, 100]]", "[[1, 0], [2, 100]]").replace("red_below: 40", "red_below: 33"));
  });

  test("a key that is missing stands behind its neighbours, before blank lines and comments", () => {
    expect(edited((yaml) => yaml.add(["model", "categories", "product", "metrics"], "seats:\n  weight: 1"))).toBe(written.replace("[9, 100]]\n", "[9, 100]]\n        seats:\n          weight: 1\n"));
    expect(edited((yaml) => yaml.set(["model", "bands", "hysteresis"], "5"))).toBe(written.replace("yellow_below: 70 }", "yellow_below: 70, hysteresis: 5 }"));
    expect(edited((yaml) => yaml.set(["outcomes", "learned_until"], "2026-03-29"))).toBe(written.replace("[9, 100]]\n", "[9, 100]]\noutcomes: { learned_until: 2026-03-29 }\n"));
    expect(edited((yaml) => yaml.add(["metrics"], "a:\n  kind: recency"), "")).toBe("metrics:\n  a:\n    kind: recency\n");
  });

  test("a value over several lines becomes one on one line", () => {
    expect(edited((yaml) => yaml.set(["a", "scale"], "[[0, 0]]"), "a:\n  scale:\n    - [1, 2]\n    - [3, 4]\n  weight: 1\n")).toBe("a:\n  scale:\n    [[0, 0]]\n  weight: 1\n");
  });
});
