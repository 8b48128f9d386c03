import { afterAll, beforeAll, expect, test } from "vitest";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer } from "../support/api.ts";
import { docBlocks } from "../support/doc-blocks.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { storeCompany } from "../support/scored-company.ts";

const questions = docBlocks("docs/guide/api.md").filter(({ language }) => language === "http").flatMap(({ text }) => text.split("\n"));
const embedded = embeddedStore();
const now = Date.UTC(2026, 5, 1, 10);
let server: ApiServer;

beforeAll(async () => {
  await storeCompany(embedded.store, "guide", simulationOf("small", { to: now, accounts: 6, scale: 0.2 }));
  server = await apiServer(embedded.store, { workspace: "guide", now });
}, 120_000);

afterAll(() => server.app.close());

test("there are questions to ask", () => {
  expect(questions.length).toBeGreaterThan(10);
});

test.each(questions)("%s is answered", async (question) => {
  const [method, url = ""] = question.split(" ");
  expect(method).toBe("GET");
  const response = await server.get(url);
  expect(response.statusCode, response.body).toBe(200);
}, 60_000);
