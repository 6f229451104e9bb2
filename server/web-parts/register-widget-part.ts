import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendBuiltFile } from './register-web-part.ts';
import type { HeldWebPart } from './hold-web-part.ts';

/**
 * The scripts of the widget, for pages of any origin, and a page of ours that shows how a site's widget looks. `loader.js` keeps its name, so browsers ask for it again every five minutes; everything else has a hash in its
 * name and is kept for ever.
 */
export function registerWidgetPart(server: FastifyInstance, held: HeldWebPart): void {
  const { path } = held.part;
  server.get(`${path}/loader.js`, (request, reply) => sendScript('loader.js', request, reply));
  server.get(`${path}/assets/*`, (request, reply) => sendScript(`assets/${(request.params as { '*'?: string })['*'] ?? ''}`, request, reply));
  server.get(`${path}/preview`, (request, reply) => sendPreview(request, reply));

  function sendScript(name: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const state = held.state();
    const file = state.kind === 'ready' ? state.build.get(name) : undefined;
    // Pages of others load them: as a script (no-cors) and as modules (cors).
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
    if (file) return sendBuiltFile(file, request, reply);
    if (state.kind === 'ready') return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.\n');
    return reply.code(503).header('retry-after', '5').header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(state.kind === 'failed' ? 'The widget could not be built; the server\'s log says why.\n' : 'The widget is being built.\n');
  }

  /** No token of anybody is asked here: the page holds nothing but the script tag with what was in the address. */
  function sendPreview(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { token, language } = request.query as { token?: unknown; language?: unknown };
    if (typeof token !== 'string' || !/^[0-9a-f]{64}$/.test(token)) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such site.\n');
    const lang = typeof language === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8})?$/i.test(language) ? language : '';
    return reply.code(200)
      .header('content-security-policy', previewPolicy)
      .header('x-frame-options', 'SAMEORIGIN')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(`<!doctype html><html lang="${lang === '' ? 'en' : lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Preview</title></head>`
        + `<body><script src="${path}/loader.js" data-website-token="${token}"${lang === '' ? '' : ` data-language="${lang}"`} data-open="true" async></script></body></html>`);
  }
}

/** As a strict site would have it, and the console may show it in a frame. */
const previewPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
