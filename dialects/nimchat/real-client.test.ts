import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openNimchat, type Nimchat } from './testing/open-nimchat.ts';
import { playDay } from './testing/day-story.ts';

let api: Nimchat;
before(async () => { api = await openNimchat(); });
after(() => api.close());

test('a program that knows only the published API gets through its day over a real socket', async () => {
  const address = await api.server.listen({ port: 0, host: '127.0.0.1' });
  const lines: string[] = [];
  await playDay({ baseUrl: address, token: api.ada.token, print: (line) => { lines.push(line); } });
  assert.ok(lines.length > 20);
});
