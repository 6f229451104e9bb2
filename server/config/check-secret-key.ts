import { parseSecretKey } from '#core/accounts/seal/secret-key.ts';
import { CoreError } from '#core/kernel/index.ts';

/** The text as it is, once it is known to be a key. The message never repeats it. */
export function checkSecretKey(text: string): string {
  try {
    parseSecretKey(text, 'PATCHBAY_SECRET_KEY');
    return text;
  } catch (error) {
    throw new Error(error instanceof CoreError ? (error.fields[0]?.problem ?? error.safeText) : 'is not a key', { cause: error });
  }
}
