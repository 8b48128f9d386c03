const browsers = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]] as const;
const systems = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Mac OS X", "macOS"], ["Windows", "Windows"], ["CrOS", "ChromeOS"], ["Linux", "Linux"]] as const;

/** What a browser says that it is, in words; what says something else is shown as it says it. */
export function deviceText(said: string): string {
  if (said === "") return "Unknown device";
  const find = (known: readonly (readonly [string, string])[]): string | undefined => known.find(([part]) => said.includes(part))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser === undefined) return said.length > 60 ? `${said.slice(0, 60)}…` : said;
  return system === undefined ? browser : `${browser} on ${system}`;
}
