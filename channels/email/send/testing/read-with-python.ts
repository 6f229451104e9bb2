import { execFileSync } from 'node:child_process';

/** What Python's `email` package reads in a mail: nobody's code of ours, and strict about defects. */
export interface PythonMail {
  /** Every header of the top, in order, decoded. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly to: readonly (readonly [name: string, address: string])[];
  readonly cc: readonly (readonly [name: string, address: string])[];
  readonly from: readonly (readonly [name: string, address: string])[];
  /** Line ends as \n. */
  readonly text: string | null;
  readonly html: string | null;
  readonly structure: readonly string[];
  readonly files: readonly { readonly name: string | null; readonly type: string; readonly disposition: string | null; readonly contentId: string | null; readonly base64: string }[];
  readonly defects: readonly string[];
}

const script = `
import sys, json, base64, email, email.policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
def people(name):
    return [[a.display_name, a.addr_spec] for h in m.get_all(name, []) for a in h.addresses]
parts = list(m.walk())
def body(kind):
    p = m.get_body(preferencelist=(kind,))
    return None if p is None or p.get_content_type() != 'text/' + ('plain' if kind == 'plain' else 'html') else p.get_content().replace('\\r\\n', '\\n')
files = [dict(name=p.get_filename(), type=p.get_content_type(), disposition=p.get_content_disposition(), contentId=p['content-id'], base64=base64.b64encode(p.get_payload(decode=True) or b'').decode())
  for p in parts if not p.is_multipart() and (p.get_content_disposition() is not None or p['content-id'])]
defects = [repr(d) for p in parts for d in list(p.defects) + [d for h in p.values() for d in getattr(h, 'defects', [])]]
print(json.dumps(dict(headers=[[k, str(v)] for k, v in m.items()], to=people('to'), cc=people('cc'), **{'from': people('from')}, text=body('plain'), html=body('html'),
  structure=[p.get_content_type() for p in parts], files=files, defects=defects)))
`;

/** Null where this machine has no python3. */
export function findPython(): string | null {
  try {
    execFileSync('python3', ['-c', 'import email.policy'], { stdio: 'ignore' });
    return 'python3';
  } catch {
    return null;
  }
}

export function readWithPython(raw: Uint8Array): PythonMail {
  return JSON.parse(execFileSync('python3', ['-c', script], { input: raw, maxBuffer: 64 * 1024 * 1024 }).toString('utf8')) as PythonMail;
}
