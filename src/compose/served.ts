import type { ClientSettings } from "../contract/client.ts";
import { type Control, readControl } from "../storage/control-file.ts";

/** How whoever may read a data directory asks the process that serves it; undefined where none does. */
export async function servedAt(directory: string): Promise<ClientSettings | undefined> {
  const control = await readControl(directory);
  return control && settingsOf(control);
}

const settingsOf = ({ url, token }: Control): ClientSettings => ({ baseUrl: url, fetch, headers: { authorization: `Bearer ${token}` } });

/** Works through the process that serves a directory where there is one, or else otherwise; that a process doesn't answer is said with its number. */
export async function throughServed<T>(directory: string, work: (settings: ClientSettings) => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  const control = await readControl(directory);
  if (!control) return otherwise();
  return work(settingsOf(control)).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`Process ${control.pid} serves ${directory} at ${control.url}, but doesn't answer there. Is it stopping, or stuck?`, { cause: error });
  });
}
