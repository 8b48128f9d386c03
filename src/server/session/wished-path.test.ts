import { expect, test } from "vitest";
import { ownPath, wishedCookie, wishedIn } from "./wished-path.ts";

test.each(["/", "/accounts/a%20b?metric=x#y", "/portfolio?text=ä;b"])("%s survives the way there and back", (path) => {
  expect(wishedIn(`other=1; ${wishedCookie(path).split(";", 1)[0]}; more=2`)).toBe(path);
});

test.each(["", "x=%", "bellwether.wished=%E0%A4%A", "bellwether.wished=https%3A%2F%2Fevil.example", "bellwether.wished=%2F%2Fevil.example"])("what makes no sense in %j leads to the first page", (cookies) => {
  expect(wishedIn(cookies)).toBe("/");
});

test("another server's address is none of ours", () => {
  expect(["//evil.example", "/\\evil.example", "https://evil.example", 7].map(ownPath)).toEqual(["/", "/", "/", "/"]);
});
