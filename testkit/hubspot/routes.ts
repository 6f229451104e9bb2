import type { IncomingHttpHeaders } from 'node:http';
import type { Records, StandInObject, StandInRecord } from './records.ts';

export interface Ask { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly headers: IncomingHttpHeaders; readonly text: string }
export interface Answer { readonly status: number; readonly body: unknown }
export interface Keeping {
  readonly records: Records; readonly nowMs: () => number; /** Null: revoked. */ readonly token: string | null;
  readonly oauth: { clientId: string; clientSecret: string; refreshToken: string; readonly access: Map<string, number>; rotates: boolean }; readonly violations: string[];
}
type Body = Record<string, unknown>;
type Route = (ask: Ask & { readonly json: Body; readonly params: readonly string[] }, keeping: Keeping) => Answer;

const ok = (body: unknown): Answer => ({ status: 200, body });
const instant = (ms: number): string => new Date(ms).toISOString();
/** https://developers.hubspot.com/docs/api-reference/error-handling */
const problem = (status: number, category: string, message: string, more: object = {}): Answer => ({ status, body: { status: 'error', message, correlationId: '2f5c7a1e-0000-4000-8000-000000000000', category, ...more } });

class Undocumented extends Error {}
const refuse = (what: string): never => { throw new Undocumented(what); };
/** Only these names; those with ! are needed. */
function names(where: string, given: Iterable<string>, known: readonly string[]): void {
  const there = new Set(given);
  for (const name of there) if (!known.includes(name) && !known.includes(`${name}!`)) refuse(`${where}: ${name}`);
  for (const name of known) if (name.endsWith('!') && !there.has(name.slice(0, -1))) refuse(`${where}: no ${name.slice(0, -1)}`);
}
const listLimit = (query: URLSearchParams, max: number): number => {
  const limit = Number(query.get('limit') ?? '10');
  return Number.isInteger(limit) && limit >= 1 && limit <= max ? limit : refuse(`limit ${query.get('limit')}, at most ${max}`);
};

const routes: readonly (readonly [string, RegExp, Route])[] = [
  // /docs/api-reference/account-account-info-v3/guide
  ['GET', /^\/account-info\/v3\/details$/, ({ query }) => {
    names('query', query.keys(), []);
    return ok({ portalId: 1234567, accountType: 'STANDARD', timeZone: 'US/Eastern', companyCurrency: 'EUR', additionalCurrencies: [], utcOffset: '-05:00', uiDomain: 'app.hubspot.com', dataHostingLocation: 'na1' });
  }],
  // /docs/api-reference/crm-properties-v3/guide
  ['GET', /^\/crm\/v3\/properties\/(contacts|companies|deals)$/, ({ query, params }, { records }) => {
    names('query', query.keys(), ['archived']);
    return ok({ results: records.properties[params[0] as 'contacts'].map(shownProperty) });
  }],
  ['GET', /^\/crm\/v3\/properties\/contacts\/([a-z0-9_]+)$/, ({ query, params }, { records }) => {
    names('query', query.keys(), ['archived']);
    const found = records.properties.contacts.find(({ name }) => name === params[0]);
    return found ? ok(shownProperty(found)) : problem(404, 'OBJECT_NOT_FOUND', `Property '${params[0]}' does not exist`);
  }],
  ['POST', /^\/crm\/v3\/properties\/contacts$/, ({ json }, { records }) => {
    names('body', Object.keys(json), ['groupName!', 'name!', 'label!', 'type!', 'fieldType!', 'description', 'displayOrder', 'hasUniqueValue', 'hidden', 'formField', 'options']);
    const made = json as unknown as Records['properties']['contacts'][number];
    if (!/^[a-z][a-z0-9_]*$/.test(made.name)) return problem(400, 'VALIDATION_ERROR', 'Property name is invalid');
    if (made.type === 'string' && !['text', 'textarea', 'phonenumber', 'html'].includes(made.fieldType)) return problem(400, 'VALIDATION_ERROR', 'fieldType does not fit');
    if (records.properties.contacts.some(({ name }) => name === made.name)) return problem(409, 'CONFLICT', `Property named '${made.name}' already exists`);
    records.properties.contacts.push(made);
    return { status: 201, body: shownProperty(made) };
  }],
  // /docs/api-reference/crm-pipelines-v3/guide
  ['GET', /^\/crm\/v3\/pipelines\/deals$/, ({ query }, { records, nowMs }) => {
    names('query', query.keys(), []);
    const times = { createdAt: instant(nowMs()), updatedAt: instant(nowMs()), archived: false };
    return ok({ results: records.pipelines.map(({ stages, ...pipeline }) => ({ ...pipeline, displayOrder: 0, ...times, stages: stages.map(({ isClosed, probability, ...stage }) => ({ ...stage, ...times, metadata: { isClosed, probability } })) })) });
  }],
  // /docs/api-reference/crm-crm-owners-v3/guide
  ['GET', /^\/crm\/v3\/owners$/, ({ query }, { records }) => {
    names('query', query.keys(), ['limit', 'after', 'archived', 'email']);
    const limit = listLimit(query, 500);
    return page(records.owners.filter(({ archived }) => String(archived) === (query.get('archived') ?? 'false')).toSorted((a, b) => Number(a.id) - Number(b.id)), query, limit, (owner) => owner);
  }],
  // /docs/guides/crm/using-object-apis; lists have 100 records at most
  ['GET', /^\/crm\/v3\/objects\/(contacts|deals)$/, ({ query, params }, { records }) => {
    names('query', query.keys(), ['limit', 'after', 'properties', 'propertiesWithHistory', 'associations', 'archived']);
    const limit = listLimit(query, 100);
    const isArchived = query.get('archived') === 'true';
    const all = [...records[params[0] as StandInObject].values()].filter(({ archivedMs }) => (archivedMs !== null) === isArchived).toSorted((a, b) => Number(a.id) - Number(b.id));
    return page(all, query, limit, (record) => shownRecord(record, query.get('properties')?.split(',') ?? [], params[0] as StandInObject));
  }],
  // /docs/api/crm/search: 5 groups, 6 filters each, 18 in all; one sort; 200 a page; 10,000 results
  ['POST', /^\/crm\/v3\/objects\/(contacts|deals)\/search$/, ({ query, json, params }, { records }) => {
    names('query', query.keys(), []);
    names('body', Object.keys(json), ['filterGroups!', 'sorts', 'properties', 'limit', 'after', 'query']);
    const groups = json['filterGroups'] as { filters: { propertyName: string; operator: string; value: string }[] }[];
    const sorts = (json['sorts'] ?? []) as { propertyName: string; direction: string }[];
    const [limit, after] = [Number(json['limit'] ?? 10), Number(json['after'] ?? 0)];
    if (groups.length > 5 || groups.some(({ filters }) => filters.length > 6) || sorts.length > 1 || limit > 200 || limit < 1) refuse('search: too many groups, filters, sorts or rows');
    if (after + limit > 10_000) return problem(400, 'VALIDATION_ERROR', 'paging beyond 10,000 results');
    const object = params[0] as StandInObject;
    const valueOf = (record: StandInRecord, name: string): number => {
      if (name === modifiedOf(object)) return record.modifiedMs;
      return name === 'hs_object_id' ? Number(record.id) : refuse(`search by ${name}`);
    };
    const passes = (record: StandInRecord): boolean => groups.some(({ filters }) => filters.every((filter) => {
      names('filter', Object.keys(filter), ['propertyName!', 'operator!', 'value!']);
      if (typeof filter.value !== 'string' || !/^\d+$/.test(filter.value)) refuse('a value that is no text of digits');
      const [value, wanted] = [valueOf(record, filter.propertyName), Number(filter.value)];
      switch (filter.operator) {
        case 'GTE': return value >= wanted;
        case 'GT': return value > wanted;
        case 'EQ': return value === wanted;
        default: return refuse(`operator ${filter.operator}`);
      }
    }));
    for (const sort of sorts) if (sort.direction !== 'ASCENDING') refuse(`direction ${sort.direction}`);
    const sorted = [...records[object].values()].filter((record) => record.archivedMs === null && passes(record)).toSorted((a, b) => (sorts[0] ? valueOf(a, sorts[0].propertyName) - valueOf(b, sorts[0].propertyName) : 0) || Number(b.id) - Number(a.id));
    const rows = sorted.slice(after, after + limit);
    return ok({ total: sorted.length, results: rows.map((record) => shownRecord(record, (json['properties'] ?? []) as string[], object)), ...(after + limit < sorted.length && { paging: { next: { after: String(after + limit) } } }) });
  }],
  // /docs/api-reference/legacy/crm/associations/associate-records/batch/get-associations; 1,000 inputs (changelog of 10 Feb 2025)
  ['POST', /^\/crm\/v4\/associations\/deals\/contacts\/batch\/read$/, ({ json }, { records, nowMs }) => {
    names('body', Object.keys(json), ['inputs!']);
    const inputs = json['inputs'] as { id: string; after?: string }[];
    if (inputs.length === 0 || inputs.length > 1_000) refuse(`${inputs.length} inputs`);
    const pageSize = 3; // HubSpot's is larger; so that pages are walked here
    const results: unknown[] = [];
    const errors: unknown[] = [];
    for (const input of inputs) {
      names('input', Object.keys(input), ['id!', 'after']);
      const all = [...records.links.get(input.id) ?? []];
      const from = Number(input.after ?? 0);
      if (all.length === 0) errors.push({ status: 'error', category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', message: `No contact is associated with deal ${input.id}.`, context: { fromObjectId: [input.id] } });
      else results.push({
        from: { id: input.id }, to: all.slice(from, from + pageSize).map((id) => ({ toObjectId: id, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 3, label: null }] })),
        ...(from + pageSize < all.length && { paging: { next: { after: String(from + pageSize), link: '' } } }),
      });
    }
    const times = { status: 'COMPLETE', startedAt: instant(nowMs()), completedAt: instant(nowMs()) };
    return errors.length === 0 ? ok({ ...times, results }) : { status: 207, body: { ...times, results, numErrors: errors.length, errors } };
  }],
  // /docs/api-reference/legacy/crm/lists/search-lists: 500 at most; an empty query pages through all
  ['POST', /^\/crm\/v3\/lists\/search$/, ({ query, json }, { records, nowMs }) => {
    names('query', query.keys(), []);
    names('body', Object.keys(json), ['query', 'count', 'offset', 'additionalProperties', 'listIds', 'processingTypes', 'sort']);
    const [count, offset] = [Number(json['count'] ?? 20), Number(json['offset'] ?? 0)];
    if (!(count >= 1 && count <= 500) || !(offset >= 0) || json['query'] !== '') refuse('lists: count, offset or query');
    const all = [...records.lists.values()];
    const pageSize = Math.min(count, 2); // HubSpot's is what was asked for; so that pages are walked here
    const shown = all.slice(offset, offset + pageSize).map(({ id, name, objectTypeId, members, addedMs, removedMs }) => {
      const values: Record<string, string> = { hs_list_size: String(members.size), hs_last_record_added_at: String(addedMs), ...(removedMs !== null && { hs_last_record_removed_at: String(removedMs) }) };
      return {
        listId: id, listVersion: 1, name, objectTypeId, processingStatus: 'COMPLETE', processingType: 'MANUAL', createdAt: instant(nowMs()), updatedAt: instant(nowMs()),
        additionalProperties: Object.fromEntries((json['additionalProperties'] as string[]).map((property) => [property, values[property] ?? ''])),
      };
    });
    return ok({ lists: shown, offset: offset + shown.length, hasMore: offset + shown.length < all.length, total: all.length });
  }],
  // /docs/api-reference/legacy/crm/lists/memberships/get-memberships-by-id: 250 at most, by the record's id
  ['GET', /^\/crm\/v3\/lists\/(\d+)\/memberships$/, ({ query, params }, { records, nowMs }) => {
    names('query', query.keys(), ['limit', 'after', 'before']);
    const limit = listLimit(query, 250);
    const list = records.lists.get(params[0]!);
    if (!list) return problem(404, 'OBJECT_NOT_FOUND', `List ${params[0]} does not exist.`);
    const isHere = (id: string): boolean => list.objectTypeId !== '0-1' || records.contacts.get(id)?.archivedMs === null;
    return page([...list.members].filter(isHere).toSorted((a, b) => Number(a) - Number(b)).map((id) => ({ id })), query, limit, ({ id }) => ({ recordId: id, membershipTimestamp: instant(nowMs()) }));
  }],
  // /docs/guides/crm/using-object-apis: 100 records in a batch
  ['POST', /^\/crm\/v3\/objects\/contacts\/batch\/update$/, ({ json }, { records, nowMs }) => {
    names('body', Object.keys(json), ['inputs!']);
    const inputs = json['inputs'] as { id: string; properties: Record<string, string> }[];
    if (inputs.length === 0 || inputs.length > 100) refuse(`${inputs.length} inputs`);
    const unknown: string[] = [];
    const results: unknown[] = [];
    for (const input of inputs) {
      names('input', Object.keys(input), ['id!', 'properties!', 'idProperty', 'objectWriteTraceId']);
      for (const name of Object.keys(input.properties)) if (!records.properties.contacts.some((one) => one.name === name)) return problem(400, 'VALIDATION_ERROR', `Property "${name}" does not exist`);
      const record = records.contacts.get(input.id);
      if (!record || record.archivedMs !== null) unknown.push(input.id);
      else {
        Object.assign(record.properties, input.properties);
        record.modifiedMs = nowMs();
        results.push(shownRecord(record, Object.keys(input.properties), 'contacts'));
      }
    }
    const times = { status: 'COMPLETE', startedAt: instant(nowMs()), completedAt: instant(nowMs()) };
    return unknown.length === 0 ? ok({ ...times, results })
      : { status: 207, body: { ...times, results, numErrors: 1, errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Could not get some CONTACT objects, they may be deleted or not exist.', context: { ids: unknown } }] } };
  }],
];

/** /docs/api-reference/auth-oauth-v3/guide: a form, everything in the body. */
function refreshToken({ method, headers, text, query }: Ask, { oauth, nowMs }: Keeping): Answer {
  if (method !== 'POST' || headers['content-type'] !== 'application/x-www-form-urlencoded') refuse('the token endpoint takes forms');
  names('query', query.keys(), []);
  const form = new URLSearchParams(text);
  names('form', form.keys(), ['grant_type!', 'client_id!', 'client_secret!', 'refresh_token!']);
  if (form.get('grant_type') !== 'refresh_token') refuse('grant_type');
  if (form.get('client_id') !== oauth.clientId || form.get('client_secret') !== oauth.clientSecret || form.get('refresh_token') !== oauth.refreshToken) return problem(400, 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
  const access = `access-${oauth.access.size + 1}`;
  oauth.access.set(access, nowMs() + 1_800_000);
  if (oauth.rotates) oauth.refreshToken = `refresh-${oauth.access.size + 1}`;
  return ok({ access_token: access, refresh_token: oauth.refreshToken, expires_in: 1_800, token_type: 'bearer', hub_id: 1234567, user_id: 1 });
}

export function answerTo(ask: Ask, keeping: Keeping): Answer {
  try {
    if (ask.path === '/oauth/v3/token') return refreshToken(ask, keeping);
    const found = routes.map(([method, pattern, route]) => ({ method, match: pattern.exec(ask.path), route })).filter(({ match }) => match !== null);
    if (found.length === 0) refuse('path');
    const hit = found.find(({ method }) => method === ask.method) ?? refuse('method');
    const { accept, authorization, 'content-type': type, 'user-agent': agent } = ask.headers;
    if (accept !== 'application/json' || agent !== 'Patchbay') refuse(`accept ${accept}, user-agent ${agent}`);
    if (ask.method === 'POST' ? type !== 'application/json' : type !== undefined || ask.text !== '') refuse(`content-type ${type}`);
    const [scheme, token = ''] = (authorization ?? '').split(' ');
    const until = keeping.oauth.access.get(token);
    const counts = scheme === 'Bearer' && ((keeping.token !== null && token === keeping.token) || (until !== undefined && until > keeping.nowMs()));
    if (!counts) return problem(401, until === undefined ? 'INVALID_AUTHENTICATION' : 'EXPIRED_AUTHENTICATION', 'Authentication credentials not found or not valid.');
    const json = ask.method === 'POST' ? JSON.parse(ask.text) as Body : {};
    return hit.route({ ...ask, json, params: hit.match!.slice(1) }, keeping);
  } catch (error) {
    if (!(error instanceof Undocumented)) throw error;
    keeping.violations.push(`${ask.method} ${ask.path}: ${error.message}`);
    return problem(400, 'VALIDATION_ERROR', error.message);
  }
}

const modifiedOf = (object: StandInObject): string => (object === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate');

function shownRecord(record: StandInRecord, wanted: readonly string[], object: StandInObject): object {
  const computed: Record<string, string> = { hs_object_id: record.id, createdate: instant(record.createdMs), [modifiedOf(object)]: instant(record.modifiedMs) };
  const all: Record<string, string> = { ...record.properties, ...computed };
  const always = ['hs_object_id', 'createdate', modifiedOf(object)];
  return {
    id: record.id, properties: Object.fromEntries([...new Set([...wanted, ...always])].map((name) => [name, all[name] ?? null])),
    createdAt: instant(record.createdMs), updatedAt: instant(record.modifiedMs), archived: record.archivedMs !== null, ...(record.archivedMs !== null && { archivedAt: instant(record.archivedMs) }),
  };
}

function shownProperty({ readOnly = false, hidden = false, ...property }: Records['properties']['contacts'][number]): object {
  return { ...property, description: '', options: [], displayOrder: -1, calculated: false, externalOptions: false, hasUniqueValue: false, hidden, formField: true, modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: readOnly } };
}

/** A list's pages go on after an id, opaque to who asks. */
function page<Row extends { id: string }>(all: readonly Row[], query: URLSearchParams, limit: number, show: (row: Row) => unknown): Answer {
  const after = query.get('after');
  const rows = (after === null ? all : all.filter(({ id }) => Number(id) >= Number(after))).slice(0, limit);
  const next = all[all.findIndex(({ id }) => id === rows.at(-1)?.id) + 1];
  return ok({ results: rows.map(show), ...(next && rows.length > 0 && { paging: { next: { after: next.id, link: `?after=${next.id}` } } }) });
}
