import pg from "pg";

/** Does a piece of work as the owner of the tables, on one connection that ends with it. */
export async function asOwner<Answer>(
  ownerUrl: string,
  work: (owner: pg.Pool) => Promise<Answer>,
): Promise<Answer> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1, options: "-c timezone=UTC" });
  // A broken connection fails its statement; the event itself would end the process when nobody listened.
  owner.on("error", () => undefined);
  owner.on("connect", (client) => client.on("error", () => undefined));
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
