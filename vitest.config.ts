import { defineConfig } from "vitest/config";

// Two cores: two workers, and each suite that opens the embedded engine lives in its own process,
// because the engine binds one data directory per process.
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", "./test/support/summary-reporter.ts"],
  },
});
