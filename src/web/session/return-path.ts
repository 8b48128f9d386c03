/** Where to go once somebody is signed in: a path of this page, never another site's address. */
export function returnPath(wanted: string | undefined): string {
  const isOwn = wanted !== undefined && /^\/(?![/\\])/.test(wanted) && !/^\/(?:sign-in|setup|invitation)\b/.test(wanted);
  return isOwn ? wanted : "/";
}
