import { expect, test } from "vitest";
import { accessRoutes } from "../../contract/access-routes.ts";
import { accessPaths } from "./access.ts";

test("the page asks where the contract says", () => {
  const told = Object.keys(accessPaths).map((name) => {
    const { method, path } = accessRoutes[name as keyof typeof accessPaths];
    return [name, [method, path]];
  });
  expect(accessPaths).toEqual(Object.fromEntries(told));
});
