import type { Transaction } from "../../db/connect.ts";

export async function saveName(db: Transaction, userId: string, name: string): Promise<void> {
  await db.execute({
    text: "update auth.users set name = $2, updated_at = now() where id = $1",
    values: [userId, name],
  });
}
