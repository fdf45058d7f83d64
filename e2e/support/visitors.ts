import type { APIRequest, APIRequestContext } from "@playwright/test";

/** A program at the door, without a browser: it keeps cookies, and may bring a browser's. */
export function visitorOf(request: APIRequest, url: string, cookies?: Cookies): Promise<APIRequestContext> {
  return request.newContext({ baseURL: url, ...(cookies && { storageState: cookies }) });
}

type Cookies = Awaited<ReturnType<APIRequestContext["storageState"]>>;

interface Form {
  readonly email: string;
  readonly password: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly callbackUrl?: string;
}

/** Tries to sign in, as the form does, and returns the address next-auth answers with. */
export async function trySignIn(as: APIRequestContext, form: Form): Promise<URL> {
  const { email, password, headers = {}, callbackUrl = "/" } = form;
  const { csrfToken } = (await (await as.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await as.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, callbackUrl, json: "true" },
    headers: { ...headers },
    maxRedirects: 0,
  });
  const { url } = (await answer.json()) as { url: string };
  return new URL(url);
}
