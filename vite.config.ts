import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";

/** Scripts and styles are compressed once, when they are built, and not at every answer. */
const compressed: Plugin = {
  name: "compressed",
  writeBundle: ({ dir = "." }) => {
    for (const name of readdirSync(join(dir, "assets")).filter((file) => /\.(js|css)$/.test(file))) {
      const path = join(dir, "assets", name);
      const bytes = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
};

/** The page: sources in `src/web`, built files in `dist/web`, which the server serves. */
export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react(), compressed],
  // The server replaces the word in each answer, and the policy that it sends names the same value.
  html: { cspNonce: "{nonce}" },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    // Fonts as files: a data URL would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first page is one script; a test holds it under 250 kB as sent.
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
