import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { testServer } from "../support/server.ts";

/** The server with a page of three files. */
async function serverWithPage(files: Readonly<Record<string, string>> = built) {
  const directory = mkdtempSync(join(tmpdir(), "bellwether-page-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, "assets"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory, path), text);
  let nonces = 0;
  const { app } = await testServer({ page: { directory, nonce: () => `nonce-${(nonces += 1)}` } });
  return app;
}

const built = {
  "index.html": '<!doctype html><meta property="csp-nonce" nonce="{nonce}"><link rel="stylesheet" nonce="{nonce}" href="/assets/a-1.css">',
  "assets/a-1.css": "body {}",
  "bell.svg": "<svg/>",
  "colour-scheme.js": "0",
};

describe("the page's files", () => {
  test("what has its hash in its name is kept for good", async () => {
    const app = await serverWithPage();
    const answer = await app.inject({ url: "/assets/a-1.css" });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(answer.headers["content-type"]).toContain("text/css");
  });

  test("what was compressed at its build is sent so to whoever takes it", async () => {
    const app = await serverWithPage({ ...built, "assets/a-1.css.br": "compressed" });
    const [taken, plain] = [await app.inject({ url: "/assets/a-1.css", headers: { "accept-encoding": "gzip, br" } }), await app.inject({ url: "/assets/a-1.css" })];
    expect([taken.headers["content-encoding"], taken.body, taken.headers["content-type"]]).toEqual(["br", "compressed", "text/css; charset=utf-8"]);
    expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, "body {}"]);
  });

  test.each(["/", "/portfolio?band=red", "/accounts/a%2Fb", "/how-scores-work"])("%s is the page, asked for each time", async (url) => {
    const app = await serverWithPage();
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-cache");
  });

  test("styles inside the document need the nonce of this very answer, scripts come from this server alone", async () => {
    const app = await serverWithPage();
    const [first, second] = [await app.inject({ url: "/" }), await app.inject({ url: "/" })];
    expect(first.body).toContain('nonce="nonce-1"');
    expect(second.body).toContain('nonce="nonce-2"');
    expect(first.body).not.toContain("{nonce}");
    expect(first.headers["content-security-policy"]).toMatchInlineSnapshot(
      `"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-nonce-1'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"`,
    );
  });

  test.each(["/api/v1/nothing", "/v1/nothing", "/assets/nothing.js", "/assets/..%2findex.html", "/assets/..%2f..%2fpackage.json"])("%s is a problem or nothing, never the page", async (url) => {
    const app = await serverWithPage();
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers["content-type"] ?? "").not.toContain("text/html");
    expect(answer.headers["cache-control"] ?? "").not.toContain("immutable");
  });

  test("a page that isn't built says what to do", async () => {
    const app = await serverWithPage({});
    const answer = await app.inject({ url: "/" });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain("npm run build");
  });
});
