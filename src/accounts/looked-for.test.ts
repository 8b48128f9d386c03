import { expect, test } from "vitest";
import { bestFirst } from "./looked-for.ts";

const person = (user: string, traits: Readonly<Record<string, unknown>> = {}) => ({ user, traits });

test("whoever is called exactly that comes first, then beginnings, then words, then anything within", () => {
  const people = [person("1", { name: "Herzoeg" }), person("2", { name: "Ann Zoé" }), person("3", { name: "Zoe Ash" }), person("4", { email: "zoe" }), person("zoe-5"), person("6", { role: "zoe", name: 7 })];
  expect(bestFirst(people, "zoe").map(({ user }) => user)).toEqual(["4", "3", "zoe-5", "2", "1"]);
});
