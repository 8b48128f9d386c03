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

/** The letters are asked for together with the scripts, because a line set in another font first would move when they come. */
const fontFirst: Plugin = {
  name: "font-first",
  transformIndexHtml: (_html, { bundle = {} }) =>
    Object.keys(bundle)
      .filter((file) => /inter-latin-wght-normal-[^/]*\.woff2$/.test(file))
      .map((file) => ({ tag: "link", attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `/${file}` }, injectTo: "head-prepend" as const })),
};

/** The page: sources in `src/web`, built files in `dist/web`, which the server serves. */
export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react(), fontFirst, compressed],
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
