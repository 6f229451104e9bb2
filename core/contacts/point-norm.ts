import { checkAddress, checkName } from '#core/accounts/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { checkDomain } from './companies.ts';
import type { PointKind } from './contact.ts';

/** A point's comparable form; throws `invalid` where the value is none of its kind. */
export function pointNorm(kind: PointKind, value: string): string {
  switch (kind) {
    case 'email': return checkAddress('email', value);
    case 'phone': return phoneNorm(value);
    case 'external': return checkName('external', value, 250);
    case 'domain': return checkDomain(value);
  }
}

/** The digits of an international number (E.164: at most 15); `00` stands for `+`. A national number could be anybody's and is refused. */
function phoneNorm(value: string): string {
  const plain = value.trim().replace(/^00/, '+').replace(/[\s()./-]/g, '');
  if (!/^\+[1-9]\d{4,14}$/.test(plain)) throw invalid('phone', 'is not an international number such as +49 30 1234567', 'no-phone');
  return plain.slice(1);
}
