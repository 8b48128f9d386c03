import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page: sources in `src/web`, built files in `dist/web`, which the server serves. */
export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react()],
  // The server replaces the word in each answer, and the policy that it sends names the same value.
  html: { cspNonce: "{nonce}" },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    // Fonts as files: a data URL would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
