import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

function shell(line: string): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', line, 'sh', process.execPath, cli], (error, _stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr }));
  });
}

const isLinux = process.platform === 'linux';

test('a disk that is full ends with one message and exit code 1', { skip: !isLinux }, async () => {
  assert.deepEqual(await shell('"$1" "$2" --help >/dev/full'), { code: 1, stderr: 'patchbay: standard output cannot be written: no space left (ENOSPC)\n' });
  assert.equal((await shell('"$1" "$2" nonsense 2>/dev/full')).code, 1);
});

test('a command whose output is what it is for ends with a message and exit code 1 where there is none', { skip: !isLinux }, async () => {
  const refused = { code: 1, stderr: 'patchbay: standard output is closed: this command needs a place to write to\n' };
  assert.deepEqual(await shell('"$1" "$2" export messages --account 1 >&-'), refused);
  assert.deepEqual(await shell('"$1" "$2" token list --account 1 --json >&-'), refused);
});

test('who has read enough, or wants nothing, is no failure', async () => {
  assert.deepEqual(await shell('"$1" "$2" --help | true'), { code: 0, stderr: '' });
  assert.deepEqual(await shell('"$1" "$2" --help >/dev/null'), { code: 0, stderr: '' });
  assert.match((await shell('"$1" "$2" export nonsense >/dev/null')).stderr, /Say what to export/);
});
