/** An id in words: `monthly_active_users` is Monthly active users. */
export function inWords(id: string): string {
  const words = id.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** At most so many letters; an ellipsis says that there is more. */
export function cutText(text: string, letters: number): string {
  const all = Array.from(text);
  return all.length <= letters ? text : `${all.slice(0, letters - 1).join("").trimEnd()}…`;
}
