import { ApiProblem, problemOf, urlOf } from "../../contract/client.ts";
import { importFilePaths } from "../../contract/paths.ts";

/** Small enough that a slow line sends one well within the time that a request may take. */
const partBytes = 1_000_000;

/** The parts in which a file is sent; an empty file is one empty part. */
export function partsOf(size: number, most = partBytes): readonly { readonly start: number; readonly end: number; readonly isLast: boolean }[] {
  const count = Math.max(1, Math.ceil(size / most));
  return Array.from({ length: count }, (_, part) => ({ start: part * most, end: Math.min(size, (part + 1) * most), isLast: part === count - 1 }));
}

/** Sends a file part after part. Rejects with {@link ApiProblem} where the server refuses it. */
export async function sendFile(file: File, onProgress: (share: number) => void): Promise<void> {
  for (const { start, end, isLast } of partsOf(file.size)) {
    const response = await fetch(urlOf(importFilePaths.upload, { name: file.name, offset: start, more: isLast ? "no" : "yes" }), { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file.slice(start, end) });
    if (!response.ok) throw new ApiProblem(await problemOf(response));
    onProgress(file.size === 0 ? 1 : end / file.size);
  }
}
