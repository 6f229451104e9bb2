import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findRunningServers, noteRunningServer } from './running-servers.ts';

test('a server is found while it lives, and what a killed one left is removed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-servers-'));
  try {
    const forget = noteRunningServer(dataDir, { address: 'http://127.0.0.1:3000', startedAt: '2026-01-01T00:00:00Z' });
    // The pid of this process, given again: it began at another time.
    writeFileSync(join(dataDir, 'servers', '1.json'), JSON.stringify({ pid: process.pid, begun: '1', address: 'http://127.0.0.1:3001', startedAt: '' }));
    assert.deepEqual(findRunningServers(dataDir).map(({ address }) => address), process.platform === 'linux' ? ['http://127.0.0.1:3000'] : ['http://127.0.0.1:3001', 'http://127.0.0.1:3000']);
    forget();
    assert.deepEqual(findRunningServers(dataDir), []);
    assert.deepEqual(readdirSync(join(dataDir, 'servers')), []);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
