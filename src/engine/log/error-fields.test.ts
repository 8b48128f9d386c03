import { expect, test } from "vitest";
import { errorFields } from "./error-fields.ts";

class QueryFailed extends Error {
  override readonly name = "QueryFailed";
  readonly asked = "transitions";
}

test("class, code, query and place are told, and nothing of the message", () => {
  const cause = Object.assign(new Error("value 'ann@acme.example' of\n    at user (/ann@acme.example/x.ts:1:1)"), { code: "ECONNREFUSED" });
  const fields = errorFields(new QueryFailed("no 'ann@acme.example'\n    at ann@acme.example (/ann/secret.ts:1:1)", { cause }));
  expect(fields).toMatchObject({ error: "QueryFailed", code: "ECONNREFUSED", asked: "transitions" });
  expect(fields.at).toMatch(/engine\/log\/error-fields\.test\.ts:11/);
  expect(JSON.stringify(fields)).not.toMatch(/ann|secret/);
});

test.each([
  ["a text that is thrown", "ann@acme.example", { error: "string" }],
  ["nothing", undefined, { error: "undefined" }],
  ["a code that is none", Object.assign(new RangeError("x"), { code: "ann@acme.example", stack: "" }), { error: "RangeError" }],
  ["a number as code", Object.assign(new Error("x"), { code: 241, stack: "" }), { error: "Error", code: "241" }],
])("%s", (_name, thrown, expected) => {
  expect(errorFields(thrown)).toEqual(expected);
});
