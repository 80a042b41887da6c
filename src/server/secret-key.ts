import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const keyLength = 32;

/** One key and the short name by which sealed data tell which key opens them. */
export type SecretKey = { id: Buffer; bytes: Buffer };

/** The keys of a setting such as "new,old", newest first; null when one is not 32 bytes in base64. */
export function keyBytesOf(text: string): Buffer[] | null {
  const keys = text.split(",").map((item) => item.trim());
  const isKey = (item: string) => /^[A-Za-z0-9+/_-]{43}=?$/.test(item);
  return keys.every(isKey) ? keys.map((item) => Buffer.from(item, "base64")) : null;
}

/** Keys out of the setting; newest first: it seals, all of them open. */
export function parseSecretKeys(text: string): [SecretKey, ...SecretKey[]] {
  const [first, ...rest] = (keyBytesOf(text) ?? []).map((bytes) => ({ id: idOf(bytes), bytes }));
  if (first === undefined) {
    throw new Error("SECRET_KEY must be 32 bytes in base64");
  }
  return [first, ...rest];
}

/** The key of a data folder, made on the first start and readable by its owner alone. */
export async function readOrMakeSecretKey(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return (await readSecretKey(dataDir)) ?? (await makeKey(secretKeyPath(dataDir)));
}

/** Where the key of a data folder lies. */
export function secretKeyPath(dataDir: string): string {
  return join(dataDir, "secret.key");
}

/** The key of a data folder; null when it has none. */
export async function readSecretKey(dataDir: string): Promise<string | null> {
  try {
    return (await readFile(secretKeyPath(dataDir), "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return null;
    }
    throw error;
  }
}

/** Written beside its place and linked: nobody ever reads half a key, and of two who make one the first wins. */
async function makeKey(path: string): Promise<string> {
  const unfinished = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(unfinished, randomBytes(keyLength).toString("base64"), { mode: 0o600, flush: true });
  try {
    await link(unfinished, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw error;
    }
  } finally {
    await rm(unfinished);
  }
  return (await readFile(path, "utf8")).trim();
}

/** A secret for one purpose, so that no two purposes ever share key material. */
export function deriveSecret(key: SecretKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key.bytes, "", purpose, keyLength));
}

function idOf(bytes: Buffer): Buffer {
  return createHash("sha256").update("key id").update(bytes).digest().subarray(0, 4);
}
