import { parseSecretKeys } from "../secret-key.ts";
import { BackupError } from "./backup-error.ts";
import type { Manifest } from "./manifest.ts";

/** Short names of the keys in a setting. */
export function keyIdsOf(secretKey: string): string[] {
  return parseSecretKeys(secretKey).map(({ id }) => id.toString("hex"));
}

/**
 * Which key the restored data will have: the one that is set here when it opens the channels' secrets, the backup's own
 * when none is set. Throws a sentence when neither fits. Null: nothing was sealed.
 */
export function chooseKey(
  { keyIds }: Pick<Manifest, "keyIds">,
  { here, held }: { here: string | null; held: string | null },
): string | null {
  const chosen = here ?? held;
  if (keyIds.length === 0) {
    return chosen;
  }
  if (chosen === null) {
    throw new BackupError(
      `The channels' secrets are sealed with a key that this backup does not hold (${keyIds.join(", ")}): put its secret.key into DATA_DIR or set SECRET_KEY. With --other-key it is restored all the same, and the channels' secrets are entered anew.`,
    );
  }
  const ids = keyIdsOf(chosen);
  if (!keyIds.every((id) => ids.includes(id))) {
    throw new BackupError(
      `The secret key here (${ids.join(", ")}) is not the one that sealed the channels' secrets (${keyIds.join(", ")}). With --other-key the backup is restored all the same, and the channels' secrets are entered anew.`,
    );
  }
  return chosen;
}
