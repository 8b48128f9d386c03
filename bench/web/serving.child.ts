import { builtPage } from "../../test/support/built-page.ts";
import { pageServer } from "../../test/support/page.ts";
import { scorer } from "../seven-metrics/pack.ts";
import { type Size, openSimulatedEvents, workspace } from "../simulated-events.ts";

/** The server that the browser looks at, in a process of its own as `bellwether serve` is: everybody is scored before it says where it listens. */
const { size, now } = JSON.parse(process.argv[2] as string) as { readonly size: Size; readonly now: number };
const directory = await builtPage();
const store = await openSimulatedEvents(size);
const server = await pageServer(store, { workspace, now, directory, running: { pack: scorer.pack, version: "bench", scorer } });
const stop = async (): Promise<void> => {
  await server.close();
  await store.close();
  process.exit(0);
};
process.once("message", () => void stop());
process.send?.(server.url);
