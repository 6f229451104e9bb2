import { hash } from '@node-rs/argon2';

/** The hash of a password at a cost that protects nothing: for people of tests who sign in where the hash is not the point. Who checks it takes its cost from it. */
export function cheapPasswordHash(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), { memoryCost: 64, timeCost: 1, parallelism: 1 });
}
