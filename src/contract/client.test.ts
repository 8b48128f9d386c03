import { expect, test } from "vitest";
import { ApiProblem, createClient, urlOf } from "./client.ts";
import { paths } from "./paths.ts";
import { routes } from "./routes.ts";

const answering = (response: Response, asked: string[] = []) =>
  createClient({
    baseUrl: "https://health.example.com/",
    headers: { authorization: "Bearer key" },
    fetch: (url, init) => {
      const { authorization } = (init?.headers ?? {}) as Record<string, string>;
      asked.push(`${url as string} ${authorization}`);
      return Promise.resolve(response);
    },
  });

test.each([
  ["a plain id", "acme", "/api/v1/accounts/acme"],
  ["an id with everything", "a/b ?&#%{limit}é", "/api/v1/accounts/a%2Fb%20%3F%26%23%25%7Blimit%7D%C3%A9"],
  ["an id of one zero", "0", "/api/v1/accounts/0"],
])("%s goes into the path", (_name, account, url) => {
  expect(urlOf(paths.getAccount, { account })).toBe(url);
});

test("lists are written once for each item, and what is undefined isn't written", () => {
  expect(urlOf(paths.listAccounts, { band: ["red", "yellow"], text: "a&b", owner: undefined, limit: 5 })).toBe("/api/v1/accounts?band=red&band=yellow&text=a%26b&limit=5");
});

test("a call has the headers and gives the answer", async () => {
  const asked: string[] = [];
  const answer = await answering(Response.json({ account: "acme", isAmbiguous: false, total: 1, candidates: [] }), asked).findAccount({ asked: "Acme" });
  expect(answer.account).toBe("acme");
  expect(asked).toEqual(["https://health.example.com/api/v1/find-account?asked=Acme Bearer key"]);
});

test("a problem is thrown as it was answered", async () => {
  const problem = { type: "urn:x", title: "t", status: 404, detail: "There is no account `x`.", code: "not_found", message: "There is no account `x`." };
  const failed = await answering(Response.json(problem, { status: 404 })).getAccount({ account: "x" }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ApiProblem);
  expect((failed as ApiProblem).problem).toEqual(problem);
});

test("so is what something in between says in its own words", async () => {
  const failed = await answering(new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" })).getPack({}).catch((error: unknown) => error);
  expect((failed as ApiProblem).message).toBe("The server answered 502 Bad Gateway");
});

test("every parameter that a path names has a schema, and no other has", () => {
  for (const [name, route] of Object.entries(routes)) {
    const named = [...paths[name as keyof typeof paths].matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(Object.keys(route.params.shape), name).toEqual(named);
  }
});
