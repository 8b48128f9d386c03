/** What stands behind the question mark, as texts; a name that is written several times is a list. */
export type SearchTexts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Plain words instead of JSON, so that an address can be read, changed and sent by hand. */
export function readSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = Object.hasOwn(found, name) ? found[name] : undefined;
    found[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return found;
}

/** The inverse of {@link readSearch}; with its question mark, or nothing. */
export function writeSearch(search: SearchTexts): string {
  const query = new URLSearchParams();
  for (const [name, given] of Object.entries(search)) {
    for (const value of given === undefined ? [] : Array.isArray(given) ? (given as readonly string[]) : [given as string]) query.append(name, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

export const textIn = (search: SearchTexts, name: string): string | undefined => {
  const given = search[name];
  const text = typeof given === "string" ? given : given?.[0];
  return text === "" ? undefined : text;
};

/** An empty text is a value here: accounts without an owner. */
export const listIn = (search: SearchTexts, name: string): readonly string[] => {
  const given = search[name];
  return given === undefined ? [] : typeof given === "string" ? [given] : given;
};

/** One of the words that are possible, or nothing: an address that was typed wrong still opens a page. */
export function wordIn<T extends string>(search: SearchTexts, name: string, possible: Readonly<Record<T, unknown>>): T | undefined {
  const text = textIn(search, name);
  return text !== undefined && Object.hasOwn(possible, text) ? (text as T) : undefined;
}
