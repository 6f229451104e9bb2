import type { ContactHit } from '#core/desk/index.ts';
import type { Contact } from '../schemas/contact.ts';

export function renderContact({ id, name, companyId, companyName, points, attributes, createdAt, updatedAt }: ContactHit): Contact {
  return { id, name, companyId, companyName, points: points.map((point) => ({ id: point.id, kind: point.kind, value: point.value })), attributes: { ...attributes }, createdAt, updatedAt };
}
