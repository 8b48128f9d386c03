import { type AccessAnswer, type AccessFilter, type AccessQuestion, type AccessRoute, type AccessRouteName, accessRoutes } from "./access-routes.ts";
import { ApiProblem, type ClientSettings, problemOf, urlOf } from "./client.ts";

/** Asks one thing about sign-in, teammates, keys or privacy. Rejects with {@link ApiProblem} where the server answers one. */
export async function askAccess<N extends AccessRouteName>({ baseUrl, fetch: send, headers }: ClientSettings, name: N, question: { readonly body?: AccessQuestion<N>; readonly id?: string; readonly query?: AccessFilter<N> } = {}): Promise<AccessAnswer<N>> {
  const route: AccessRoute = accessRoutes[name];
  const [, named] = /\{(\w+)\}/.exec(route.path) ?? [];
  const path = urlOf(route.path, { ...(named !== undefined && { [named]: question.id ?? "" }), ...(question.query as object | undefined) });
  const hasBody = question.body !== undefined;
  const response = await send(`${baseUrl.replace(/\/+$/, "")}${path}`, {
    method: route.method,
    headers: { accept: "application/json", ...(hasBody && { "content-type": "application/json" }), ...headers },
    ...(hasBody && { body: JSON.stringify(question.body) }),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (route.response ? route.response.parse(await response.json()) : undefined) as AccessAnswer<N>;
}
