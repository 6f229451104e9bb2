import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSendingDomain } from './check-sending-domain.ts';
import { discoverServers } from './discover-servers.ts';
import type { MailDns } from './dns.ts';
import { parseAutoconfig } from './parse-autoconfig.ts';
import { providers } from './providers.ts';

const noDns: MailDns = { srv: async () => [], mx: async () => [], txt: async () => [], hasAddress: async () => false };
const find = (address: string, dns: Partial<MailDns> = {}, pages: Readonly<Record<string, string>> = {}) =>
  discoverServers(address, { outbound: { allow: [] }, dns: { ...noDns, ...dns }, fetchText: async (url) => pages[url] ?? null });

test('a provider is known by its domain and by the MX of its customers, with what must be done first', async () => {
  const gmail = await find('Bo@GMail.com');
  assert.deepEqual(gmail.imap, { host: 'imap.gmail.com', port: 993, security: 'tls', userName: 'bo@gmail.com' });
  assert.match(gmail.advice!, /app password/);
  assert.deepEqual(gmail.adviceSaid.map(({ key }) => key), ['app-password', 'google-two-steps']);
  const workspace = await find('bo@company.test', { mx: async () => [{ exchange: 'ASPMX.L.GOOGLE.COM', priority: 1 }] });
  assert.equal(workspace.imap!.host, 'imap.gmail.com');
  const microsoft = await find('bo@company.test', { mx: async () => [{ exchange: 'company-test.mail.protection.outlook.com', priority: 0 }] });
  assert.deepEqual([microsoft.foundBy, microsoft.needsOauth, microsoft.smtp!.security], ['provider', true, 'starttls']);
  assert.equal((await find('bo@company.test', { mx: async () => [{ exchange: 'mx.evilgoogle.com', priority: 1 }] })).foundBy, null);
});

test('SRV records count by priority and weight, and "." says that there is none', async () => {
  const srv: MailDns['srv'] = async (name) => ({
    '_imaps._tcp.company.test': [{ name: 'slow.company.test', port: 993, priority: 20, weight: 0 }, { name: 'mail.company.test.', port: 1993, priority: 10, weight: 5 }],
    '_submissions._tcp.company.test': [{ name: '.', port: 0, priority: 0, weight: 0 }],
    '_submission._tcp.company.test': [{ name: 'out.company.test', port: 587, priority: 0, weight: 0 }],
  })[name] ?? [];
  const found = await find('bo@company.test', { srv });
  assert.deepEqual([found.foundBy, found.imap, found.smtp], ['srv', { host: 'mail.company.test', port: 1993, security: 'tls', userName: 'bo@company.test' }, { host: 'out.company.test', port: 587, security: 'starttls', userName: 'bo@company.test' }]);
});

const page = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="company.test">
<!-- <incomingServer type="imap"><hostname>wrong.test</hostname><port>1</port><socketType>SSL</socketType></incomingServer> -->
<incomingServer type="pop3"><hostname>pop.company.test</hostname><port>995</port><socketType>SSL</socketType><username>x</username></incomingServer>
<incomingServer type="imap"><hostname>clear.company.test</hostname><port>143</port><socketType>plain</socketType></incomingServer>
<incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>143</port><socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.company.test</hostname><port>465</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>`;

test('autoconfig is asked at both places, and a server without encryption is not suggested', async () => {
  for (const place of ['https://autoconfig.company.test/mail/config-v1.1.xml?emailaddress=bo%40company.test', 'https://company.test/.well-known/autoconfig/mail/config-v1.1.xml']) {
    const found = await find('bo@company.test', {}, { [place]: page });
    assert.deepEqual([found.foundBy, found.imap, found.smtp!.userName], ['autoconfig', { host: 'imap.company.test', port: 143, security: 'starttls', userName: 'bo' }, 'bo@company.test']);
  }
});

test('nonsense for a page is nothing, whatever it is', () => {
  for (const text of ['', '<incomingServer', '<incomingServer type="imap">', page.replaceAll('company.test', 'a b'), page.replaceAll('143', '99999'), '<incomingServer type="imap">'.repeat(3_000), '<!--'.repeat(5_000)]) {
    assert.equal(parseAutoconfig(text, 'bo@x y').imap, null);
  }
});

test('the last resort is names that exist, said to be a guess', async () => {
  const found = await find('bo@company.test', { hasAddress: async (host) => host === 'mail.company.test' });
  assert.deepEqual([found.foundBy, found.imap!.host, found.smtp!.host], ['guess', 'mail.company.test', 'mail.company.test']);
  assert.match(found.advice!, /guess/);
  assert.deepEqual(await find('bo@company.test'), { imap: null, smtp: null, foundBy: null, advice: null, adviceSaid: [], needsOauth: false });
  await assert.rejects(find('no address'), { code: 'invalid' });
});

test('no two providers claim one domain', () => {
  const domains = providers.flatMap((provider) => provider.domains);
  assert.equal(new Set(domains).size, domains.length);
});

test('SPF, DKIM and DMARC are told as they are', async () => {
  const states = async (records: Readonly<Record<string, string[]>>) => (await checkSendingDomain('bo@company.test', { ...noDns, txt: async (name) => records[name] ?? [] })).map(({ name, state }) => `${name} ${state}`);
  assert.deepEqual(await states({}), ['spf missing', 'dkim unknown', 'dmarc missing']);
  assert.deepEqual(await states({
    'company.test': ['other', 'v=spf1 include:x ~all'], 'selector1._domainkey.company.test': ['v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN'], '_dmarc.company.test': ['v=DMARC1; p=reject'],
  }), ['spf present', 'dkim present', 'dmarc present']);
  assert.deepEqual(await states({ 'company.test': ['v=spf1 +all'], 'default._domainkey.company.test': ['v=DKIM1; p='], '_dmarc.company.test': ['v=DMARC1; p=maybe'] }), ['spf wrong', 'dkim unknown', 'dmarc wrong']);
  assert.deepEqual(await states({ 'company.test': ['v=spf1 -all', 'v=spf1 ~all'] }), ['spf wrong', 'dkim unknown', 'dmarc missing']);
});
