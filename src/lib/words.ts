/** An id in words: `monthly_active_users` is Monthly active users. */
export function inWords(id: string): string {
  const words = id.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
