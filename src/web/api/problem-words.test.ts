import { expect, test } from "vitest";
import { ApiProblem } from "../../contract/client.ts";
import { problemWords } from "./problem-words.ts";

const problem = (status: number, code: string): ApiProblem => new ApiProblem({ type: "", title: "Title", status, detail: "What the server says.", code, message: "" });

test.each([
  ["no answer", new TypeError("Failed to fetch"), "Bellwether can't be reached", true],
  ["signed out", problem(401, "not_signed_in"), "You are signed out", false],
  ["another's account", problem(404, "unknown_account"), "There is nothing here", false],
  ["too much", problem(429, "busy"), "The server is busy", true],
  ["a failure of the server", problem(500, "internal"), "Title", true],
  ["a bad question", problem(400, "bad_request"), "Title", false],
])("%s: %s", (_name, error, title, canRetry) => {
  expect(problemWords(error)).toMatchObject({ title, canRetry });
  expect(problemWords(error).todo).not.toBe("");
});
