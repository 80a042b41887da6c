/** An item of a list, as far as a measure looks at it. */
export type Page = { items: { id: string }[] };

/** Reads JSON as a program does, which asks for no compression; throws when it is not answered with 200. */
export async function readPage<Body = Page>(url: string, apiKey?: string): Promise<Body> {
  const key = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const response = await fetch(url, { headers: { "accept-encoding": "identity", ...key } });
  if (response.status !== 200) {
    throw new Error(`${url} was answered with ${response.status}`);
  }
  return (await response.json()) as Body;
}

/** A few clients that ask one after the other without a pause; answers how long each answer took. */
export async function inClosedLoop(
  { clients, count }: { clients: number; count: number },
  ask: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      const askedAt = performance.now();
      await ask(index);
      times.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}
