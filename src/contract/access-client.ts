import { type AccessAnswer, type AccessFilter, type AccessQuestion, type AccessRoute, type AccessRouteName, accessRoutes } from "./access-routes.ts";
import { type ClientSettings, send, urlOf } from "./client.ts";

/** Asks one thing about sign-in, teammates, keys or privacy. Rejects as {@link send} does. */
export async function askAccess<N extends AccessRouteName>(settings: ClientSettings, name: N, { body, id, query }: { readonly body?: AccessQuestion<N>; readonly id?: string; readonly query?: AccessFilter<N> } = {}): Promise<AccessAnswer<N>> {
  const { method, path, response }: AccessRoute = accessRoutes[name];
  const [, named] = /\{(\w+)\}/.exec(path) ?? [];
  const answer = await send(settings, { method, url: urlOf(path, { ...(named !== undefined && { [named]: id ?? "" }), ...(query as object | undefined) }), body });
  return (response ? response.parse(await answer.json()) : undefined) as AccessAnswer<N>;
}
