import { describe, expect, test } from "vitest";
import { fileOf, soundSections } from "../../test/support/pack.ts";
import { checkPack } from "./check.ts";
import { lints } from "./lints/catalogue.ts";

const { metrics, model, pack: about } = soundSections;
const spare = { ...metrics, spare: { kind: "recency" } };

describe("opinions on a pack", () => {
  test("there are none on the sound pack", () => {
    expect(checkPack([fileOf()]).problems).toEqual([]);
  });

  test("a warning leaves it usable and stands at the key that it is about", () => {
    const { pack, problems } = checkPack([fileOf({ metrics: spare })]);
    expect(pack?.pack.id).toBe("sound");
    expect(problems).toMatchObject([{ code: "unused-metric", severity: "warning", place: { line: 29, column: 3, text: "spare" } }]);
  });

  test("an error doesn't", () => {
    const { pack, problems } = checkPack([fileOf({ model: { ...model, bands: { red_below: 70 } } })]);
    expect(pack).toBeUndefined();
    expect(problems).toMatchObject([{ code: "empty-band", severity: "error" }]);
  });

  test("a warning that is accepted with a reason is not repeated, an error is", () => {
    const accept = { "unused-metric": "Shown on the board", "empty-band": "No yellow" };
    const { problems } = checkPack([fileOf({ pack: { ...about, accept }, metrics: spare, model: { ...model, bands: { red_below: 70 } } })]);
    expect(problems.map(({ code }) => code)).toEqual(["empty-band"]);
  });
});

test("every lint is filed under its own code and gives its reason", () => {
  for (const [code, lint] of Object.entries(lints)) {
    expect(lint.code).toBe(code);
    expect(lint.notices).toMatch(/\.$/);
    expect(lint.reason).toMatch(/\.$/);
  }
});
