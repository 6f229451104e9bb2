/** What a program that knows only the published API does in a day, by fetch alone. Prints each step; throws where an answer is not as documented. */
export async function playDay({ baseUrl, token, print }: { baseUrl: string; token: string; print: (line: string) => void }): Promise<void> {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${baseUrl}${path}`, {
      method, headers: { api_access_token: token, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    print(`${method} ${path} -> ${answer.status}`);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  const expect = (what: string, found: unknown, wanted: unknown): void => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
    print(`   ${what}: ${JSON.stringify(found)}`);
  };

  const me = await call<{ id: number; account_id: number }>('GET', '/api/v1/profile');
  const account = `/api/v1/accounts/${me.account_id}`;
  const inbox = await call<{ id: number }>('POST', `${account}/inboxes/`, { name: 'Shop', channel: { type: 'api', webhook_url: 'https://shop.example/hook' } });
  const agent = await call<{ id: number }>('POST', `${account}/agents`, { name: 'Cleo', email: `cleo-${Date.now()}@shop.example`, role: 'agent' });
  await call('POST', `${account}/inbox_members`, { inbox_id: inbox.id, user_ids: [agent.id, me.id] });
  const team = await call<{ id: number }>('POST', `${account}/teams`, { name: 'Front desk' });
  await call('POST', `/accounts/${me.account_id}/teams/${team.id}/team_members`, { user_ids: [agent.id] });

  const contact = await call<{ id: number; payload: { contact: { contact_inboxes: { source_id: string }[] } } }>('POST', `${account}/contacts`, { inbox_id: inbox.id, name: 'Bo Li', email: `bo-${Date.now()}@home.example`, custom_attributes: { plan: 'gold' } });
  const conversation = await call<{ id: number }>('POST', `${account}/conversations`, { inbox_id: inbox.id, source_id: contact.payload.contact.contact_inboxes[0]!.source_id, additional_attributes: { browser_language: 'de' } });
  const at = `${account}/conversations/${conversation.id}`;
  await call('POST', `${at}/messages`, { content: 'My lamp is broken.', message_type: 'incoming' });
  await call('POST', `${at}/messages`, { content: 'Second one this week.', private: true });
  await call('POST', `${at}/labels`, { labels: ['lamps'] });
  await call('POST', `${at}/toggle_priority`, { priority: 'high' });
  await call('POST', `${at}/assignments`, { assignee_id: me.id });
  const form = new FormData();
  form.append('content', 'Here is the form.');
  form.append('attachments[]', new File(['%PDF-1.7 form'], 'return form.pdf', { type: 'application/pdf' }));
  const answer = await call<{ attachment: { file_size: number } }>('POST', `${at}/messages`, form);
  expect('size of the file', answer.attachment.file_size, 13);

  const mine = await call<{ data: { meta: { mine_count: number }; payload: { id: number }[] } }>('GET', `${account}/conversations?assignee_type=me&labels[]=lamps&inbox_id=${inbox.id}`);
  expect('my conversations with the label', mine.data.payload.map(({ id }) => id), [conversation.id]);
  const filtered = await call<{ data: { payload: { id: number }[] } }>('POST', `${account}/conversations/filter`, {
    payload: [{ attribute_key: 'priority', filter_operator: 'equal_to', values: ['high'], query_operator: 'AND' }, { attribute_key: 'browser_language', filter_operator: 'equal_to', values: ['de'], query_operator: 'AND' }, { attribute_key: 'inbox_id', filter_operator: 'equal_to', values: [inbox.id], query_operator: null }],
  });
  expect('found by a filter', filtered.data.payload.map(({ id }) => id), [conversation.id]);
  await call('POST', `${at}/toggle_status`, { status: 'resolved' });
  const shown = await call<{ status: string; meta: { assignee: { id: number } }; messages: { message_type: string; private: boolean }[] }>('GET', at);
  expect('status and assignee', [shown.status, shown.meta.assignee.id], ['resolved', me.id]);
  expect('messages', shown.messages.map((message) => (message.private ? 'note' : message.message_type)), ['incoming', 'note', 'outgoing']);
  await call('POST', `${at}/messages`, { content: 'It works, thank you!', message_type: 'incoming' });
  expect('after the customer wrote again', (await call<{ status: string }>('GET', at)).status, 'open');
  await call('DELETE', `${account}/agents/${agent.id}`);
}
