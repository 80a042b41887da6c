import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveSecret, type SecretKey } from "./secret-key.ts";

const format = 1;
const headerLength = 5;
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals secrets for the database: AES-256-GCM, the key's id in front, and bound to a context (such as one channel of
 * one workspace), so that a sealed value copied into another row can't be opened there.
 */
export type SecretBox = {
  seal(context: string, plain: string): Buffer;
  /** Throws when the key is unknown, the context is another one or a byte was changed. */
  open(context: string, sealed: Uint8Array): string;
};

/** A box that seals with the first key and opens with any of them. */
export function createSecretBox(keys: readonly [SecretKey, ...SecretKey[]]): SecretBox {
  const boxKeys = keys.map((key) => ({ id: key.id, bytes: deriveSecret(key, "secret box") }));
  return {
    seal(context, plain) {
      const [newest] = boxKeys;
      if (newest === undefined) {
        throw new Error("no key to seal with");
      }
      const header = Buffer.concat([Buffer.from([format]), newest.id]);
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv("aes-256-gcm", newest.bytes, nonce);
      cipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open(context, sealed) {
      const bytes = Buffer.from(sealed);
      const header = bytes.subarray(0, headerLength);
      const key = boxKeys.find((candidate) => header.subarray(1).equals(candidate.id));
      if (header[0] !== format || key === undefined) {
        throw new Error("sealed with an unknown key: is SECRET_KEY the one of this database?");
      }
      const nonce = bytes.subarray(headerLength, headerLength + nonceLength);
      const tag = bytes.subarray(headerLength + nonceLength, headerLength + nonceLength + tagLength);
      const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: tagLength });
      decipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
      decipher.setAuthTag(tag);
      const body = bytes.subarray(headerLength + nonceLength + tagLength);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
  };
}
