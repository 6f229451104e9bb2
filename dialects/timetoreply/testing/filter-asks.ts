import type { fakeCore } from './fake-core.ts';

type Ask = (core: ReturnType<typeof fakeCore>) => Promise<{ statusCode: number; body: string }>;

const filters = '/api/tools/settings/message-filters';
const advanced = { filterName: 'From Does Not Contain no-reply example', filters: [{ field: 'From', operator: 'does not contain', type: 'and', value: 'no-reply' }] };

/** The document's example requests of message filters. */
export const filterAsks: Readonly<Record<string, Ask>> = {
  [`GET ${filters.slice(1)}/all-thread-filter-data`]: (core) => core.get(`${filters}/all-thread-filter-data`),
  [`GET ${filters.slice(1)}/domains`]: (core) => core.get(`${filters}/domains`, { sort_by: 'domain', direction: 'asc', page: '1' }),
  [`POST ${filters.slice(1)}/domains/block`]: (core) => core.send('POST', `${filters}/domains/block`, { domains: ['spam.com'] }),
  [`POST ${filters.slice(1)}/domains/unblock`]: (core) => core.send('POST', `${filters}/domains/unblock`, { domains: ['spam.com'] }),
  [`POST ${filters.slice(1)}/domains/unblockAll`]: (core) => core.send('POST', `${filters}/domains/unblockAll`, {}),
  [`PATCH ${filters.slice(1)}/domains/whitelisting/toggle`]: (core) => core.send('PATCH', `${filters}/domains/whitelisting/toggle`, { whitelisting: true }),
  [`GET ${filters.slice(1)}/usernames`]: (core) => core.get(`${filters}/usernames`, { sort_by: 'email_address', direction: 'asc', page: '1' }),
  [`POST ${filters.slice(1)}/usernames/block`]: (core) => core.send('POST', `${filters}/usernames/block`, { usernames: ['spam@spam.com'] }),
  [`POST ${filters.slice(1)}/usernames/block-csv`]: (core) => core.server.inject({
    method: 'POST', url: `${filters}/usernames/block-csv`, headers: { authorization: 'Bearer good', 'content-type': 'multipart/form-data; boundary=x' },
    payload: '--x\r\ncontent-disposition: form-data; name="upload"; filename="spam.csv"\r\ncontent-type: text/csv\r\n\r\nspam@spam.com\r\n--x--\r\n',
  }),
  [`POST ${filters.slice(1)}/usernames/unblock`]: (core) => core.send('POST', `${filters}/usernames/unblock`, { usernames: ['spam@spam.com'] }),
  [`GET ${filters.slice(1)}/advanced`]: (core) => core.get(`${filters}/advanced`, { per_page: '15', page: '1' }),
  [`POST ${filters.slice(1)}/advanced`]: (core) => core.send('POST', `${filters}/advanced`, advanced),
  [`PATCH ${filters.slice(1)}/advanced/{message_filter_group}`]: (core) => core.send('PATCH', `${filters}/advanced/1`, advanced),
  [`DELETE ${filters.slice(1)}/advanced/{message_filter_group}`]: (core) => core.send('DELETE', `${filters}/advanced/1`, {}),
  [`PATCH ${filters.slice(1)}/advanced/{message_filter_group}/toggle`]: (core) => core.send('PATCH', `${filters}/advanced/1/toggle`, {}),
  'DELETE api/tools/settings/profile': (core) => core.send('DELETE', '/api/tools/settings/profile', {}),
  'POST api/tools/settings/profile/company': (core) => core.send('POST', '/api/tools/settings/profile/company', {}),
  'POST api/tools/settings/profile': (core) => core.send('POST', '/api/tools/settings/profile', { team: 'Customer Service', team_role: 'Manager', company_size: 'B' }),
};
