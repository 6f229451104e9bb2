import type { fakeCore } from './fake-core.ts';

type Ask = (core: ReturnType<typeof fakeCore>) => Promise<{ statusCode: number; body: string }>;

const entities = 'api/entities';
const [contacts, groups, teams] = [`${entities}/contacts`, `${entities}/group-mailboxes`, `${entities}/teams`];
const mailbox = { name: 'Sales Mailbox', groupMailboxAddress: 'sales@timetoreply.com', aliases: ['deals@timetoreply.com'], first_reply_time_goal: 60, overall_reply_time_goal: 120, time_to_close_goal: 180 };
const team = { name: 'ACME Support Team One', first_reply_time_goal: 30, overall_reply_time_goal: 60, time_to_close_goal: 120 };
const list = { sort_by: 'name', direction: 'asc', per_page: '2', page: '1' };

/** The document's example requests of whom reports can be made of. */
export const entityAsks: Readonly<Record<string, Ask>> = {
  [`GET ${entities}/search`]: (core) => core.get(`/${entities}/search`, { per_page: '2', page: '1', search: 'Top Revenue', type: 'all' }),
  [`GET ${contacts}`]: (core) => core.get(`/${contacts}`, list),
  [`POST ${contacts}`]: (core) => core.send('POST', `/${contacts}`, { name: 'bo@kling.com' }),
  [`PUT ${contacts}/{id}`]: (core) => core.send('PUT', `/${contacts}/1`, { name: 'bo@kling.com' }),
  [`PATCH ${contacts}/{id}`]: (core) => core.send('PATCH', `/${contacts}/1`, { name: 'bo@kling.com' }),
  [`DELETE ${contacts}/{id}`]: (core) => core.send('DELETE', `/${contacts}/1`, {}),
  [`POST ${contacts}/delete-multiple`]: (core) => core.send('POST', `/${contacts}/delete-multiple`, { ids: [1, 2] }),
  [`GET ${contacts}/search-possible-leads`]: (core) => core.get(`/${contacts}/search-possible-leads`),
  [`POST ${contacts}/create-multi`]: (core) => core.send('POST', `/${contacts}/create-multi`, { customers: [{ name: 'bo@kling.com', is_lead: true }] }),
  [`GET ${groups}`]: (core) => core.get(`/${groups}`, { per_page: '2', page: '1' }),
  [`POST ${groups}`]: (core) => core.send('POST', `/${groups}`, mailbox),
  [`GET ${groups}/{id}`]: (core) => core.get(`/${groups}/1`),
  [`PUT ${groups}/{id}`]: (core) => core.send('PUT', `/${groups}/1?per_page=2`, mailbox),
  [`PATCH ${groups}/{id}`]: (core) => core.send('PATCH', `/${groups}/1`, mailbox),
  [`DELETE ${groups}/{id}`]: (core) => core.send('DELETE', `/${groups}/1`, {}),
  [`GET ${groups}/{group_mailbox_id}/agents`]: (core) => core.get(`/${groups}/1/agents`, list),
  [`POST ${groups}/{group_mailbox}/agents`]: (core) => core.send('POST', `/${groups}/1/agents`, { ids: [1] }),
  [`DELETE ${groups}/{group_mailbox_id}/agents`]: (core) => core.send('DELETE', `/${groups}/1/agents`, { ids: [1] }),
  [`GET ${teams}`]: (core) => core.get(`/${teams}`, { per_page: '2', page: '1' }),
  [`POST ${teams}`]: (core) => core.send('POST', `/${teams}`, team),
  [`GET ${teams}/{id}`]: (core) => core.get(`/${teams}/1`),
  [`PUT ${teams}/{id}`]: (core) => core.send('PUT', `/${teams}/1`, team),
  [`PATCH ${teams}/{id}`]: (core) => core.send('PATCH', `/${teams}/1`, team),
  [`DELETE ${teams}/{id}`]: (core) => core.send('DELETE', `/${teams}/1`, {}),
  [`GET ${teams}/{team_id}/agents`]: (core) => core.get(`/${teams}/1/agents`, list),
  [`POST ${teams}/{team_id}/agents`]: (core) => core.send('POST', `/${teams}/1/agents`, { ids: [1] }),
  [`DELETE ${teams}/{team_id}/agents`]: (core) => core.send('DELETE', `/${teams}/1/agents`, { ids: [1] }),
};
