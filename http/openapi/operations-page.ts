import { createHash } from 'node:crypto';
import type { Dialect } from '../dialect.ts';

const style = 'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}'
  + 'table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}code{font-family:ui-monospace,monospace}';

export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`;

/** A page that lists every operation of every dialect. Static: no script. */
export function operationsPage(dialects: readonly Dialect[]): string {
  return '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    + `<title>APIs of this server</title><style>${style}</style></head><body><h1>APIs of this server</h1>${dialects.map(section).join('')}</body></html>`;
}

function section(dialect: Dialect): string {
  const rows = dialect.operations.map(({ method, path, summary }) => `<tr><td><code>${method}</code></td><td><code>${escape(path)}</code></td><td>${escape(summary)}</td></tr>`);
  return `<h2>${escape(dialect.title)}</h2><p>${escape(dialect.description)}</p><p><a href="/openapi/${escape(dialect.name)}.json">OpenAPI 3.1</a></p>`
    + `<table><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What it does</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
