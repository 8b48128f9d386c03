import { Command } from "commander";
import { expect, test } from "vitest";
import { type RunningServer, type ServeOptions, register } from "../../src/cli/serve.ts";
import { unpainted } from "../../src/cli/problem-text.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 20_000 };

/** Runs the command with a server that stops as told; each call of `ask` is one request to end. */
function running(stop: RunningServer["stop"], args: readonly string[] = []) {
  const said: string[] = [];
  let aborts = 0;
  const started: ServeOptions[] = [];
  const asked: (() => void)[] = [];
  const slept = Promise.withResolvers<void>();
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => said.push(text) });
  register(program, {
    terminal: { out: (text) => said.push(text), err: (text) => said.push(text), paint: unpainted, exit: () => {} },
    start: (options) => {
      started.push(options);
      return Promise.resolve({ url: "http://127.0.0.1:8080", demoLink: () => Promise.resolve("http://127.0.0.1:8080/api/v1/session/link/once"), read: () => ({ received: 5, stored: 3, duplicate: 1, rejected: 0, dead: 0, waiting: 1, missing: 0 }), stop });
    },
    stopAsked: () => new Promise((resolve) => asked.push(resolve)),
    sleep: () => slept.promise,
    abort: () => void (aborts += 1),
  });
  const ended = program.parseAsync(["serve", ...args], { from: "user" });
  const ask = async (): Promise<void> => {
    await expect.poll(() => asked.length, atLast).toBeGreaterThan(0);
    asked.shift()?.();
  };
  return { said, aborted: () => aborts, started, ended, ask, timePasses: slept.resolve };
}

const never = (): Promise<void> => new Promise(() => {});

test("says where it listens, stops when asked, and says what waits", async () => {
  const { said, ended, ask, aborted, started } = running(() => Promise.resolve(), ["--port", "9000", "--host", "0.0.0.0"]);
  await ask();
  await ended;
  expect(started).toEqual([{ host: "0.0.0.0", port: 9000, logLevel: "info" }]);
  expect(said).toEqual(["The page is at http://127.0.0.1:8080.\nTaking events at http://127.0.0.1:8080/v1: point a tracking library at http://127.0.0.1:8080 as its host.\nAnswering at http://127.0.0.1:8080/api/v1; http://127.0.0.1:8080/api/docs says what can be asked.", "Stopping. What was acknowledged is safe.", "Stored 3, duplicate 1, dead 0; 1 wait for the next start."]);
  expect(aborted()).toBe(0);
});

test("a made-up administrator's link is printed only where it is asked for", async () => {
  const { said, ended, ask, started } = running(() => Promise.resolve(), ["--demo-user"]);
  await ask();
  await ended;
  expect(said[1]).toBe("Signed in as a made-up administrator, once, within 15 minutes, on this machine: http://127.0.0.1:8080/api/v1/session/link/once");
  expect(started).toEqual([{ host: "127.0.0.1", port: 8080, logLevel: "info" }]);
});

test("a second request ends it at once", async () => {
  const { ended, ask, aborted, said } = running(never);
  await ask();
  await ask();
  await ended;
  expect(aborted()).toBe(1);
  expect(said.at(-1)).toMatch(/asked again/);
});

test("ten seconds end it at once", async () => {
  const { ended, ask, aborted, said, timePasses } = running(never);
  await ask();
  timePasses();
  await ended;
  expect(aborted()).toBe(1);
  expect(said.at(-1)).toMatch(/too slow/);
});

test("a port that isn't one is refused", async () => {
  const { ended, said } = running(never, ["--port", "http"]);
  await expect(ended).rejects.toThrow();
  expect(said.join("")).toMatch(/0 to 65535/);
});
