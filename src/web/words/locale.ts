/** The first language that numbers and dates can be written in; browsers name some that the standard doesn't know. */
export function usableLocale(wanted: readonly string[]): string {
  return wanted.find((locale) => isUsable(locale)) ?? "en";
}

function isUsable(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
