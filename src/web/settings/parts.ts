import type { Role } from "../../contract/access.ts";

/** The parts of the settings, in their order, and who may see them. */
export const settingsParts = {
  teammates: { name: "Teammates", role: "viewer" },
  keys: { name: "Keys", role: "administrator" },
  sessions: { name: "Your sessions", role: "viewer" },
  workspace: { name: "Workspace", role: "viewer" },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly role: Role }>>;

export type SettingsPart = keyof typeof settingsParts;

export const isSettingsPart = (text: string): text is SettingsPart => Object.hasOwn(settingsParts, text);
