import { defineConfig } from "vitest/config";

export default defineConfig({
  // Two cores are the least that it runs on; by default one of them would be kept free.
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000, maxWorkers: 2 },
});
