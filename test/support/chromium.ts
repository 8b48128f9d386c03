import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a browser is; undefined where none is installed, and tests that need one are skipped. */
export const chromium: string | undefined = [process.env["CHROMIUM_PATH"], ...places].find((path) => path !== undefined && existsSync(path));
