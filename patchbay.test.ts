import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const place = mkdtempSync(join(tmpdir(), 'patchbay launcher '));
after(() => rmSync(place, { recursive: true, force: true }));
const runtimePackage = `node-${process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-' : ''}${process.platform}-${process.arch}`;

/** A checkout whose command line prints what it got. */
function makeCheckout(name: string, packages: readonly string[] = [runtimePackage]): string {
  const root = join(place, name);
  mkdirSync(join(root, 'server'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  copyFileSync(join(import.meta.dirname, 'patchbay'), join(root, 'patchbay'));
  chmodSync(join(root, 'patchbay'), 0o755);
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'server', 'cli.ts'), `
    const args: string[] = process.argv.slice(2);
    if (args[0] === 'wait') {
      process.on('SIGTERM', () => process.exit(7));
      setInterval(() => undefined, 1000);
    }
    console.log(JSON.stringify({ args, pid: process.pid, node: process.execPath, cache: process.env['NODE_COMPILE_CACHE'] }));`);
  for (const each of packages) {
    mkdirSync(join(root, 'node_modules', each, 'bin'), { recursive: true });
    symlinkSync(process.execPath, join(root, 'node_modules', each, 'bin', 'node'));
  }
  return root;
}

function run(command: string, args: string[] = [], environment: NodeJS.ProcessEnv = {}) {
  return spawnSync(command, args, { cwd: '/', encoding: 'utf8', env: { PATH: '/usr/bin:/bin', HOME: place, ...environment } });
}

/** A program that says it is that version of Node. */
function fakeNode(major: string): string {
  const directory = join(place, `fake-${major}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'node'), `#!/bin/sh\nif [ "$1" = -p ]; then echo ${major}; else echo "fake $*"; fi\n`);
  chmodSync(join(directory, 'node'), 0o755);
  return directory;
}

test('it passes arguments on unchanged, from anywhere, through links, with spaces in the path, without a warning', () => {
  const root = makeCheckout('a checkout');
  const link = join(place, 'link');
  symlinkSync('a checkout/patchbay', link);
  symlinkSync(link, join(place, 'link to link'));
  const { stdout, stderr, status } = run(join(place, 'link to link'), ['serve', 'two words', '$HOME', '']);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const told = JSON.parse(stdout) as { args: string[]; cache: string };
  assert.deepEqual(told.args, ['serve', 'two words', '$HOME', '']);
  assert.equal(told.cache, join(root, 'node_modules', '.cache', 'patchbay'));
});

test('it becomes the server: same process, signals and exit codes', async () => {
  const child = spawn(join(makeCheckout('signals'), 'patchbay'), ['wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((settle) => child.stdout.once('data', (data: Buffer) => settle(String(data))));
  assert.equal((JSON.parse(line) as { pid: number }).pid, child.pid);
  child.kill('SIGTERM');
  assert.equal(await new Promise((settle) => child.on('exit', settle)), 7);
});

test('PATCHBAY_NODE goes first and is checked', () => {
  const command = join(makeCheckout('own node'), 'patchbay');
  assert.match(run(command, ['x'], { PATCHBAY_NODE: join(fakeNode('27'), 'node') }).stdout, /^fake .*cli\.ts x/);
  const old = run(command, [], { PATCHBAY_NODE: join(fakeNode('20'), 'node') });
  assert.equal(old.status, 1);
  assert.match(old.stderr, /which is Node 20\. Patchbay needs Node 26/);
  assert.match(run(command, [], { PATCHBAY_NODE: '/nowhere/node' }).stderr, /not a Node that runs here/);
});

test('a system node is used when it is new enough; else the missing package is named', () => {
  const command = join(makeCheckout('bare', []), 'patchbay');
  assert.match(run(command, ['x'], { PATH: `${fakeNode('26')}:/usr/bin:/bin` }).stdout, /^fake .*cli\.ts x/);
  const old = run(command, [], { PATH: `${fakeNode('20')}:/usr/bin:/bin` });
  assert.equal(old.status, 1);
  assert.match(old.stderr, new RegExp(`${runtimePackage} is missing`));
  assert.match(old.stderr, /npm ci[^]*--omit=optional[^]*PATCHBAY_NODE[^]*20, too old/);
});

test('a checkout without packages is told to run npm ci', () => {
  const root = makeCheckout('no packages', []);
  rmSync(join(root, 'node_modules'), { recursive: true });
  assert.match(run(join(root, 'patchbay'), [], { PATH: `${fakeNode('20')}:/usr/bin:/bin` }).stderr, /Run "npm ci"/);
});

test('Alpine and unknown systems are told what they need', () => {
  const command = join(makeCheckout('elsewhere', []), 'patchbay');
  const uname = join(place, 'uname');
  mkdirSync(uname);
  writeFileSync(join(uname, 'uname'), '#!/bin/sh\n[ "$1" = -s ] && echo "$FAKE_SYSTEM" || echo "$FAKE_MACHINE"\n');
  chmodSync(join(uname, 'uname'), 0o755);
  const PATH = `${uname}:${fakeNode('20')}:/usr/bin:/bin`;
  const other = run(command, [], { PATH, FAKE_SYSTEM: 'FreeBSD', FAKE_MACHINE: 'amd64' });
  assert.match(other.stderr, /no packaged runtime for FreeBSD[^]*PATCHBAY_NODE[^]*DATABASE_URL/);
  // Any Linux machine lacks the loader of the other architecture, as Alpine lacks its own.
  const foreign = process.arch === 'arm64' ? 'x86_64' : 'aarch64';
  const alpine = run(command, [], { PATH, FAKE_SYSTEM: 'Linux', FAKE_MACHINE: foreign });
  assert.match(alpine.stderr, /no glibc[^]*PATCHBAY_NODE[^]*DATABASE_URL/);
});
