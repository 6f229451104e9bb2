import { findContactSources } from '#core/channels/index.ts';
import type { Contact, PointKind } from '#core/contacts/index.ts';
import { findContactActivity } from '#core/desk/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import { getAttributeValues } from '#core/labels/index.ts';
import type { Tx } from '#http/index.ts';
import { loadKept } from '../kept.ts';
import { unixSeconds } from '../render/unix-seconds.ts';
import { inboxesById } from './inboxes.ts';

export type ContactView = Awaited<ReturnType<typeof contactViews>>[number];

/** Contacts with everything that any shape shows of them, in the order given. */
export async function contactViews(tx: Tx, act: Act, contacts: readonly Contact[], base: string) {
  const reader = seesAll(act);
  const ids = contacts.map(({ id }) => id);
  const sources = await findContactSources(tx, reader, ids);
  const [inboxes, attributes, kept, activity] = [
    await inboxesById(tx, reader, base), await getAttributeValues(tx, reader, 'contact', ids), await loadKept(tx, 'contact', ids), await findContactActivity(tx, reader, ids),
  ];
  return contacts.map((contact) => {
    const own = kept.get(contact.id) ?? {};
    const last = activity.get(contact.id);
    return {
      id: contact.id,
      identifier: firstPoint(contact, 'external'),
      created_at: unixSeconds(contact.createdAt),
      last_activity_at: last === undefined ? null : unixSeconds(last),
      details: {
        email: firstPoint(contact, 'email'), name: contact.name, phone_number: firstPoint(contact, 'phone'), thumbnail: own.avatarUrl ?? '',
        additional_attributes: own.additionalAttributes ?? {}, custom_attributes: { ...own.customAttributes, ...attributes.get(contact.id) },
        contact_inboxes: sources.filter((source) => source.contactId === contact.id).flatMap(({ channelId, sourceId }) => {
          const found = inboxes.get(channelId);
          return found ? [{ source_id: sourceId, inbox: found.inbox }] : [];
        }),
      },
    };
  });
}

export function firstPoint(contact: Contact, kind: PointKind): string | null {
  return contact.points.find((point) => point.kind === kind)?.value ?? null;
}

/** Nobody watches the presence of contacts yet. */
const availability_status = 'offline' as const;

export const renderContact = (view: ContactView) => ({ payload: { contact: view.details }, id: view.id, availability_status });
export const renderListedContact = (view: ContactView) => ({ id: view.id, payload: { contact: view.details } });
export const renderFlatContact = ({ details, id, identifier, created_at, last_activity_at }: ContactView) => ({ ...details, id, identifier, availability_status, created_at, last_activity_at });

/** A list in the document's shape, or the deployed product's. */
export function contactList(views: readonly ContactView[], { isDeployed, count, page }: { isDeployed: boolean; count: number; page: number }) {
  return isDeployed ? { meta: { count, current_page: page }, payload: views.map(renderFlatContact) } : views.map(renderListedContact);
}
