/** A call as it can be read: JSON with line ends; what isn't JSON stands as it was sent. */
export function shownCall(call: string): string {
  try {
    return JSON.stringify(JSON.parse(call), null, 2);
  } catch {
    return call;
  }
}
