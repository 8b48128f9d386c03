import { expect, test } from "vitest";
import { stateOfKey } from "./key-state.ts";

const now = Date.UTC(2026, 5, 1);

test.each([
  [{}, "works"],
  [{ expiresAt: "2026-06-02T00:00:00.000Z" }, "works"],
  [{ expiresAt: "2026-06-01T00:00:00.000Z" }, "expired"],
  [{ expiresAt: "2026-05-01T00:00:00.000Z", revokedAt: "2026-04-01T00:00:00.000Z" }, "revoked"],
])("%j %s", (key, state) => {
  expect(stateOfKey(key, now)).toBe(state);
});
