import { hash, verify } from '@node-rs/argon2';
import { createHashingQueue } from './hashing-queue.ts';
import { checkPassword } from './password-rules.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const enqueue = createHashingQueue({ runningMax: 2, waitingMax: 64 });

/** Checks the password against the rules and gives its argon2id hash (PHC string). `unavailable` where the queue is full. */
export async function hashPassword(password: string, email: string): Promise<string> {
  checkPassword(password, email);
  return enqueue(() => hash(comparable(password), cost));
}

/**
 * A hash of bytes that nobody kept, with the cost of the real ones. Where there is no user, or no password, this is verified instead:
 * the answer takes as long.
 */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$6q/UmsjnejIcG3jgkuNrYw$aKZZC+em/ol4EPsa+m4G5aNC90l0duVmo2xeT2TmzaA';

export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await enqueue(() => verify(passwordHash ?? nobodysHash, comparable(password)));
  return matches && passwordHash !== null;
}

/** One password typed on two keyboards may differ in code points; NFKC makes it one (NIST SP 800-63B 3.1.1.2). */
function comparable(password: string): string {
  return password.normalize('NFKC');
}
