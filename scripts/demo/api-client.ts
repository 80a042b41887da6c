/** Calls our API as an integrator would; throws on anything but 2xx, with the answer's code. */
export type ApiClient = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: unknown): Promise<Answer>;
  put<Answer>(path: string, body: unknown): Promise<Answer>;
  patch<Answer>(path: string, body: unknown): Promise<Answer>;
  remove(path: string): Promise<void>;
  /** The raw answer, for tests of refusals. */
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
};

/** An answer that was not 2xx. */
export class ApiCallError extends Error {
  override readonly name = "ApiCallError";
  readonly status: number;
  readonly body: unknown;

  constructor(call: string, status: number, body: unknown) {
    super(`${call} answered ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

/** Makes a client for `<url>/api/v1`; `headers` carry the API key or the session cookie. */
export function createApiClient(url: string, headers: Readonly<Record<string, string>> = {}): ApiClient {
  async function call(method: string, path: string, body?: unknown) {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    const answer: unknown = isJson && text !== "" ? JSON.parse(text) : text;
    return { status: response.status, body: answer, headers: response.headers };
  }
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await call(method, path, body);
    if (answer.status < 200 || answer.status > 299) {
      throw new ApiCallError(`${method} ${path}`, answer.status, answer.body);
    }
    return answer.body as Answer;
  }
  return {
    call,
    get: (path) => ask("GET", path),
    post: (path, body) => ask("POST", path, body),
    put: (path, body) => ask("PUT", path, body),
    patch: (path, body) => ask("PATCH", path, body),
    remove: (path) => ask("DELETE", path),
  };
}
