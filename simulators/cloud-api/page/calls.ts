import type { State, Thread } from "./model.ts";

/** An order for a failure, as the control API takes it. */
export type FaultOrder = { kind: string; code?: number; delayMs?: number };

/** Every call of the page; an answer that is not good becomes an error with the simulator's words. */
export const calls = {
  state: (phoneNumberId: string | null): Promise<State> =>
    get(`/control/state${phoneNumberId ? `?phoneNumberId=${phoneNumberId}` : ""}`),
  thread: (customerId: string, phoneNumberId: string): Promise<Thread> =>
    get(`${customerPath(customerId)}/thread?phoneNumberId=${phoneNumberId}`),
  addCustomer: (input: { name: string; waId?: string; bsuid?: string }): Promise<{ id: string }> =>
    post("/control/customers", input),
  changeCustomer: (customerId: string, change: Record<string, boolean>) =>
    ask("PATCH", customerPath(customerId), change),
  setMarketing: (customerId: string, phoneNumberId: string, value: "stop" | "resume") =>
    ask("POST", `${customerPath(customerId)}/preferences`, { value, phoneNumberId }),
  sendMessage: (customerId: string, message: Record<string, unknown>): Promise<{ id: string }> =>
    post(`${customerPath(customerId)}/messages`, message),
  read: (customerId: string, phoneNumberId: string) =>
    ask("POST", `${customerPath(customerId)}/read`, { phoneNumberId }),
  played: (customerId: string, messageId: string) =>
    ask("POST", `${customerPath(customerId)}/played`, { messageId }),
  exampleKinds: (): Promise<string[]> => get("/control/examples"),
  sendExample: (customerId: string, phoneNumberId: string, kind: string) =>
    ask("POST", `${customerPath(customerId)}/examples/${kind}`, { phoneNumberId }),
  call: (customerId: string, phoneNumberId: string) =>
    ask("POST", `${customerPath(customerId)}/call`, { phoneNumberId }),
  async upload(file: File): Promise<{ id: string }> {
    const response = await fetch(`/control/media?filename=${encodeURIComponent(file.name)}`, {
      method: "POST",
      headers: { "content-type": file.type || "application/octet-stream" },
      body: file,
    });
    await requireGood(response);
    const stored = (await response.json()) as { id: string };
    return stored;
  },
  advanceClock: (advanceMs: number) => ask("POST", "/control/clock", { advanceMs }),
  setClock: (now: string) => ask("POST", "/control/clock", { now }),
  addFault: (order: FaultOrder) => ask("POST", "/control/faults", order),
  removeFault: (id: string) => ask("DELETE", `/control/faults/${id}`),
  removeFaults: () => ask("DELETE", "/control/faults"),
};

function customerPath(id: string): string {
  return `/control/customers/${encodeURIComponent(id)}`;
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  await requireGood(response);
  const value = (await response.json()) as T;
  return value;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await ask("POST", path, body);
  const value = (await response.json()) as T;
  return value;
}

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  await requireGood(response);
  return response;
}

async function requireGood(response: Response): Promise<void> {
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { message?: string };
    throw new Error(problem.message ?? `HTTP ${response.status}`);
  }
}
