/** Roles of a customer's people that have a name of their own; health definitions filter on them as they are spelled here. */
export const customerRoles = ["executive_sponsor", "champion", "admin", "user"] as const;

export const mostRoleCharacters = 100;

/** A role as health definitions spell it, however somebody wrote it: "Executive sponsor" is `executive_sponsor`. Every other one stays as it is. */
export function spelledRole(written: string): string {
  const text = written.trim();
  const plain = text.toLowerCase().replaceAll(/[\s_-]+/g, "_");
  return customerRoles.find((role) => role === plain) ?? text;
}
