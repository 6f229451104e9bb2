type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface InsideTarget { readonly url: string; /** Names that the system does not know, as an attacker's server would answer. */ readonly resolve?: Resolve }

const says = (...addresses: string[]): Resolve => async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** The 40 targets of check B3 (shared/security.md): spellings of loopback, private and reserved networks, names that lead inside, other schemes and ports. */
export function insideTargets(port: number): readonly InsideTarget[] {
  const loopback = ['127.0.0.1', '127.1', '127.0.1', '0x7f000001', '0x7f.0.0.1', '2130706433', '0177.0.0.1', '017700000001', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '0.0.0.0', '0', '[::]', '127.0.0.2', '[64:ff9b::7f00:1]'];
  const networks = ['169.254.169.254', '[fd00::1]', '[64:ff9b::a00:1]', '100.64.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '[fe80::1]', '[2002:7f00:1::]', '[fec0::1]'];
  const named: InsideTarget[] = [
    { url: `http://127.0.0.1.nip.test:${port}/`, resolve: says('127.0.0.1') },
    { url: `http://both.test:${port}/`, resolve: says('93.184.216.34', '127.0.0.1') },
    { url: `http://six.test:${port}/`, resolve: says('::1') },
    { url: `http://mapped.test:${port}/`, resolve: says('::ffff:127.0.0.1') },
    { url: `https://metadata.test/latest/meta-data`, resolve: says('169.254.169.254') },
  ];
  const schemes = [`http://ok@127.0.0.1:${port}/`, `http://ok:pass@127.0.0.1:${port}/`, 'file:///etc/passwd', 'gopher://127.0.0.1:25/', 'unix:/var/run/docker.sock', 'ftp://127.0.0.1/'];
  const places = [`http://127.0.0.1:${port}#@ok.test`, `http://127.0.0.1:${port}/?@ok.test`, 'http://127.0.0.1:5432/', 'http://127.0.0.1:25/', 'http://127.0.0.1:22/'];
  return [...[...loopback, ...networks].map((host) => ({ url: `http://${host}:${port}/` })), ...named, ...schemes.map((url) => ({ url })), ...places.map((url) => ({ url }))];
}
