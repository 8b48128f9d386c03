import { expect, test } from "vitest";
import { accessRoutes } from "./access-routes.ts";
import { openApiDocument } from "./openapi.ts";

type Operation = { readonly security: unknown; readonly requestBody?: unknown; readonly responses: Readonly<Record<string, unknown>> };
const { paths } = openApiDocument() as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

test.each(Object.entries(accessRoutes))("%s says who may ask, what is sent and what is answered", (_name, route) => {
  const operation = paths[route.path]?.[route.method.toLowerCase()];
  expect(operation?.security).toEqual("role" in route ? [{ session: [] }, ...("scope" in route ? [{ readKey: [] }] : [])] : []);
  expect(operation?.requestBody !== undefined).toBe("body" in route);
  expect(Object.keys(operation?.responses ?? {}).filter((status) => status !== "default")).toEqual(["response" in route ? expect.stringMatching(/^20[01]$/) : "204"]);
});

test("it is a document that tools take: names of schemas without spaces, and no path twice under other names of its parameters", () => {
  const { components } = openApiDocument() as { readonly components: { readonly schemas: object } };
  expect(Object.keys(components.schemas).filter((name) => !/^[\w.-]+$/.test(name))).toEqual([]);
  const shapes = Object.keys(paths).map((path) => path.replaceAll(/\{\w+\}/g, "{}"));
  expect(shapes.filter((shape, place) => shapes.indexOf(shape) !== place)).toEqual([]);
});
