import * as z from "zod";

const table = z.object({
  schema: z.enum(["public", "auth"]),
  name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
  columns: z.array(z.string().regex(/^[a-z_][a-z0-9_]*$/)).min(1),
  /** How many rows, and the sum of their hashes: equal for equal rows, whatever their order. */
  rows: z.number().int().nonnegative(),
  digest: z.string().regex(/^-?\d+$/),
});

const contents = z.object({
  /** When the snapshot was taken, by the clock of who took it. */
  takenAt: z.iso.datetime(),
  /** Every migration that the data have been through. */
  migrations: z.array(z.string()).min(1),
  /** In an order in which each one's foreign keys point to earlier ones. */
  tables: z.array(table),
  /** UTC days that have partitions of their own. */
  days: z.array(z.iso.date()),
});

const manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  ...contents.shape,
  /** Short names of the secret keys that were in use; they say which key is needed and nothing about it. */
  keyIds: z.array(z.string()),
  hasKey: z.boolean(),
  /** Null: the files of messages were left out. */
  files: z.object({ count: z.number().int(), bytes: z.number() }).nullable(),
});

/** A table as a snapshot holds it. */
export type TableContents = z.infer<typeof table>;
/** What a snapshot of a database holds. */
export type Contents = z.infer<typeof contents>;
/** What a backup says about itself. */
export type Manifest = z.infer<typeof manifest>;

export const manifestName = "manifest.json";
export const keyName = "secret.key";
export const filesFolder = "blobs/";

/** The folder of a table's parts inside a backup. */
export function folderOf({ schema, name }: Pick<TableContents, "schema" | "name">): string {
  return `tables/${schema}.${name}/`;
}

/** Reads a manifest; null when it is of another format or of no backup at all. */
export function readManifest(text: string): Manifest | null {
  try {
    const parsed = manifest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
