import { sql, type Tx } from '#storage/index.ts';

/**
 * Makes every open link for a user's new password worthless: once the password changed, and once the person may do more or less than when the link was made,
 * so that no link outlives the control over the user with which it was handed out.
 */
export async function voidPasswordLinks(tx: Tx, userId: number, now: string): Promise<void> {
  await tx.run(sql`UPDATE password_resets SET used_at = ${now} WHERE user_id = ${userId} AND used_at IS NULL`);
}
