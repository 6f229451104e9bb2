import type { CrmContact, CrmCursor, CrmDeal, CrmPage, CrmSource, CrmStage } from '#core/crm/index.ts';
import { readContactIds } from './read-contact-ids.ts';
import { strange, type HubspotCall, type Json } from './hubspot-client.ts';
import { afterOf, idOf, listOf, propertyOf, resultsOf, textOf } from './read-answer.ts';
import { readLists, readMembers } from './read-lists.ts';
import { walkChanges, type Walk } from './walk-changes.ts';
import { ensureProperties, writeReplyTimes } from './write-reply-times.ts';

/** Documented: 100 records of a list at once. */
const listLimit = 100;
const ownersLimit = 100;
const dealProperties = ['dealname', 'dealstage', 'pipeline', 'hubspot_owner_id', 'amount', 'deal_currency_code', 'createdate', 'closedate', 'hs_lastmodifieddate', 'hs_merged_object_ids'];

/** HubSpot as the sync sees it. */
export function openHubspotSource(call: HubspotCall, { emailProperty }: { emailProperty: string }): CrmSource {
  const contactProperties = [...new Set([emailProperty, 'hs_additional_emails', 'hs_merged_object_ids', 'lastmodifieddate'])];
  const contacts: Walk = { object: 'contacts', modifiedProperty: 'lastmodifieddate', properties: contactProperties };
  const deals: Walk = { object: 'deals', modifiedProperty: 'hs_lastmodifieddate', properties: dealProperties };
  let details: Json | null = null;

  async function list({ object, properties }: Walk, cursor: CrmCursor, archived = false): Promise<CrmPage<Json>> {
    const path = `/crm/v3/objects/${object}`;
    const answer = await call('GET', path, { query: { limit: String(listLimit), archived: String(archived), ...(!archived && { properties: properties.join(',') }), ...(typeof cursor === 'string' && { after: cursor }) } });
    const rows = resultsOf(answer, path);
    for (const row of rows) idOf(row, answer, path);
    return { rows, next: afterOf(answer.body) };
  }

  const contactOf = (record: Json): CrmContact => ({
    id: textOf(record, 'id'),
    // Further addresses belong to the field `email`; another field has one only.
    addresses: [...listOf(propertyOf(record, emailProperty)), ...(emailProperty === 'email' ? listOf(propertyOf(record, 'hs_additional_emails')) : [])],
    absorbed: listOf(propertyOf(record, 'hs_merged_object_ids')),
  });

  /** Of the account there, asked once; what a token may not see is empty. */
  async function detailsOf(): Promise<Json> {
    if (details === null) {
      const { status, body } = await call('GET', '/account-info/v3/details', { alsoFine: [403] });
      details = status === 403 ? {} : body;
    }
    return details;
  }

  /** What a deal without a currency of its own is worth in: the account's. */
  const usualCurrency = async (): Promise<string | null> => textOf(await detailsOf(), 'companyCurrency') || null;

  async function dealsOf({ rows, next }: CrmPage<Json>): Promise<CrmPage<CrmDeal>> {
    if (rows.length === 0) return { rows: [], next };
    const usual = await usualCurrency();
    const contactIds = await readContactIds(call, rows.map((record) => textOf(record, 'id')));
    return { rows: rows.map((record) => dealOf(record, { usual, contactIds: contactIds.get(textOf(record, 'id')) ?? [] })), next };
  }

  return {
    properties: async (object) => {
      const path = `/crm/v3/properties/${object}`;
      return resultsOf(await call('GET', path, { query: { archived: 'false' } }), path).filter((one) => one['hidden'] !== true && textOf(one, 'name') !== '')
        .map((one) => ({ name: textOf(one, 'name'), label: textOf(one, 'label') || textOf(one, 'name'), type: textOf(one, 'type') || 'string' }));
    },
    stages: async () => {
      const path = '/crm/v3/pipelines/deals';
      const answer = await call('GET', path);
      return resultsOf(answer, path).flatMap((pipeline) => {
        const { stages } = pipeline;
        if (!Array.isArray(stages)) throw strange(answer.status, path);
        return (stages as Json[]).map((stage) => stageOf(pipeline, stage));
      });
    },
    account: async () => {
      const { portalId } = await detailsOf();
      return typeof portalId === 'number' || typeof portalId === 'string' ? String(portalId) : null;
    },
    owners: async (cursor) => {
      const path = '/crm/v3/owners';
      const answer = await call('GET', path, { query: { limit: String(ownersLimit), archived: 'false', ...(typeof cursor === 'string' && { after: cursor }) } });
      const rows = resultsOf(answer, path).map((owner) => {
        const name = `${textOf(owner, 'firstName')} ${textOf(owner, 'lastName')}`.trim();
        return { id: idOf(owner, answer, path), address: textOf(owner, 'email'), name: name === '' ? textOf(owner, 'email') : name };
      });
      return { rows, next: afterOf(answer.body) };
    },
    contacts: async (cursor) => mapped(await list(contacts, cursor), contactOf),
    deals: async (cursor) => dealsOf(await list(deals, cursor)),
    changes: {
      contacts: async (since, cursor) => mapped(await walkChanges(call, contacts, since, cursor), contactOf),
      deals: async (since, cursor) => dealsOf(await walkChanges(call, deals, since, cursor)),
      gone: async (object, cursor) => mapped(await list(object === 'deals' ? deals : contacts, cursor, true), (record) => textOf(record, 'id')),
    },
    lists: { page: (cursor) => readLists(call, cursor), members: (listId, cursor) => readMembers(call, listId, cursor) },
    write: { batchMax: 100, ensureProperties: (names) => ensureProperties(call, names), replyTimes: (rows, names) => writeReplyTimes(call, rows, names) },
  };
}

function stageOf(pipeline: Json, stage: Json): CrmStage {
  const metadata = (stage['metadata'] ?? {}) as Json;
  const isClosed = metadata['isClosed'] === 'true' || metadata['isClosed'] === true;
  return {
    id: `${textOf(pipeline, 'id')}/${textOf(stage, 'id')}`, pipeline: textOf(pipeline, 'label'), label: textOf(stage, 'label'), position: Number(stage['displayOrder']) || 0,
    outcome: isClosed ? (Number(metadata['probability']) > 0 ? 'won' : 'lost') : 'open',
  };
}

function dealOf(record: Json, { usual, contactIds }: { usual: string | null; contactIds: readonly string[] }): CrmDeal {
  const [stage, amount] = [propertyOf(record, 'dealstage'), propertyOf(record, 'amount')];
  return {
    id: textOf(record, 'id'), name: propertyOf(record, 'dealname') ?? '', stageId: stage === null ? null : `${propertyOf(record, 'pipeline') ?? ''}/${stage}`, ownerId: propertyOf(record, 'hubspot_owner_id'),
    value: amount === null || !Number.isFinite(Number(amount)) ? null : Number(amount), currency: amount === null ? null : propertyOf(record, 'deal_currency_code') ?? usual,
    openedAt: propertyOf(record, 'createdate'), closesAt: propertyOf(record, 'closedate'), changedAt: propertyOf(record, 'hs_lastmodifieddate'), contactIds, absorbed: listOf(propertyOf(record, 'hs_merged_object_ids')),
  };
}

const mapped = <From, To>({ rows, next }: CrmPage<From>, map: (row: From) => To): CrmPage<To> => ({ rows: rows.map(map), next });
