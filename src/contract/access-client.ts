import { type AccessAnswer, type AccessQuestion, type AccessRoute, type AccessRouteName, accessRoutes } from "./access-routes.ts";
import { ApiProblem, type ClientSettings, problemOf } from "./client.ts";

/** Asks one thing about sign-in, teammates or keys. Rejects with {@link ApiProblem} where the server answers one. */
export async function askAccess<N extends AccessRouteName>({ baseUrl, fetch: send, headers }: ClientSettings, name: N, question: { readonly body?: AccessQuestion<N>; readonly id?: string } = {}): Promise<AccessAnswer<N>> {
  const route: AccessRoute = accessRoutes[name];
  const path = route.path.replace("{id}", encodeURIComponent(question.id ?? ""));
  const hasBody = question.body !== undefined;
  const response = await send(`${baseUrl.replace(/\/+$/, "")}${path}`, {
    method: route.method,
    headers: { accept: "application/json", ...(hasBody && { "content-type": "application/json" }), ...headers },
    ...(hasBody && { body: JSON.stringify(question.body) }),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (route.response ? route.response.parse(await response.json()) : undefined) as AccessAnswer<N>;
}
