import { type ApiClient, createApiClient } from "./api-client.ts";

/** The owner that the setup link makes. */
export type Owner = { name: string; email: string; password: string };

/** Uses the one-time setup link, as its page does; answers a client that is signed in as the owner. */
export async function setUpOwner(
  url: string,
  {
    link,
    workspaceName,
    owner,
    timeZone,
  }: { link: string; workspaceName: string; owner: Owner; timeZone: string },
): Promise<ApiClient> {
  const token = new URL(link).searchParams.get("token") ?? "";
  const { status, body, headers } = await createApiClient(url).call("POST", "/setup", {
    token,
    workspaceName,
    timeZone,
    ...owner,
  });
  if (status !== 201) {
    throw new Error(`setup answered ${status}: ${JSON.stringify(body)}`);
  }
  return createApiClient(url, { cookie: cookieOf(headers), origin: url });
}

/** Signs in with e-mail and password. */
export async function signIn(url: string, { email, password }: Owner): Promise<ApiClient> {
  const { status, body, headers } = await createApiClient(url).call("POST", "/session", { email, password });
  if (status !== 200) {
    throw new Error(`sign-in answered ${status}: ${JSON.stringify(body)}`);
  }
  return createApiClient(url, { cookie: cookieOf(headers), origin: url });
}

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
