import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

/** Where Linux and macOS keep one, those that come with a package aside. */
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

const given = process.env["CHROMIUM_PATH"];

/** Why there is no Chromium to test with; undefined where there is one. */
export const noChromium: string | undefined =
  given !== undefined || installed.some((path) => existsSync(path)) || packed() !== undefined
    ? undefined
    : "no Chromium was found: install one, or name it in CHROMIUM_PATH";

/** A browser for tests: one that is named, else the one that came with the packages, which is the same everywhere, else an installed one. */
export async function openChromium(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
  const from = packed();
  const path = given ?? (from === undefined ? installed.find((one) => existsSync(one)) : undefined);
  if (path !== undefined || from === undefined) return await chromium.launch({ ...(path !== undefined && { executablePath: path }), args });
  const { executablePath, libraries } = await unpack(from);
  try {
    return await chromium.launch({ executablePath, args });
  } catch (error) {
    // A bare machine lacks libraries that desktops have; they came along.
    if (!String(error).includes("shared libraries")) throw error;
    return await chromium.launch({ executablePath, args, env: { ...process.env, LD_LIBRARY_PATH: libraries() } });
  }
}

/** The folder of the compressed browser, where it is made for this machine. */
function packed(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "../bin");
  } catch {
    return undefined;
  }
}

/** Unpacked once for a machine. Each file takes its name only when it is whole, because several tests may do this at once. */
async function unpack(from: string): Promise<{ readonly executablePath: string; readonly libraries: () => string }> {
  const { version } = JSON.parse(readFileSync(join(from, "../package.json"), "utf8")) as { version: string };
  const to = join(tmpdir(), `bellwether-chromium-${version}-${process.getuid?.() ?? 0}`);
  mkdirSync(to, { recursive: true });
  const executablePath = join(to, "chromium");
  if (!existsSync(executablePath)) {
    const part = `${executablePath}.${process.pid}`;
    await pipeline(createReadStream(join(from, "chromium.br")), createBrotliDecompress(), createWriteStream(part));
    await chmod(part, 0o755);
    renameSync(part, executablePath);
  }
  return { executablePath, libraries: () => unpackLibraries(from, to) };
}

function unpackLibraries(from: string, to: string): string {
  const folder = join(to, "libraries");
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}`;
    mkdirSync(part);
    writeFileSync(`${part}.tar`, brotliDecompressSync(readFileSync(join(from, "al2023.tar.br"))));
    const { status, stderr } = spawnSync("tar", ["-xf", `${part}.tar`, "-C", part], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the browser's libraries can't be unpacked: ${stderr}`);
    if (!existsSync(folder)) renameSync(part, folder);
  }
  return join(folder, "lib");
}
