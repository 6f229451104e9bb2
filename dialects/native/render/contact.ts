import type { ContactHit } from '#core/desk/index.ts';
import type { Contact } from '../schemas/contact.ts';

export function renderContact({ id, name, companyId, companyName, note, points, isLead, leadSourceId, attributes, createdAt, updatedAt }: ContactHit): Contact {
  return { id, name, companyId, companyName, note, points: points.map(({ id: pointId, kind, value, isMain }) => ({ id: pointId, kind, value, isMain })), isLead, leadSourceId, attributes: { ...attributes }, createdAt, updatedAt };
}
