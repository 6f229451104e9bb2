import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSocket } from '#server/live/describe-sockets.ts';
import { closedFor } from '#web/console/live/closed-for.ts';
import { closeCode, closeWords } from './close-code.ts';

test('the served description names every code with which the desk\'s socket is closed, and what the desk does not come back after is among them', () => {
  const { info } = describeSocket('live', { version: '1', baseUrl: 'https://desk.example' }) as { info: { description: string } };
  for (const [reason, code] of Object.entries(closeCode)) {
    assert.ok(info.description.includes(`${code} (`), reason);
    assert.ok(info.description.includes(closeWords[reason as keyof typeof closeCode]), reason);
  }
  assert.equal(new Set(Object.values(closeCode)).size, Object.keys(closeCode).length, 'each has a code of its own');
  for (const [reason, code] of Object.entries(closedFor)) assert.equal(code, closeCode[reason as keyof typeof closedFor]);
});
