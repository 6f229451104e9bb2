import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Answer } from './compare-answers.ts';

/** A browser of one person: keeps cookies, and takes the form token from the last page that had one. */
export interface Browser {
  readonly cookies: Map<string, string>;
  formToken: string;
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** A form of our own page; `headers` may say something else. */
  post(url: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  signIn(email: string, password: string): Promise<Answer>;
}

export function openBrowser(server: Pick<FastifyInstance, 'inject'>): Browser {
  const cookies = new Map<string, string>();

  async function send(options: InjectOptions): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await server.inject({ ...options, headers: { ...(cookie === '' ? {} : { cookie }), ...options.headers } });
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    browser.formToken = /name="form_token" value="([^"]+)"/.exec(answer.body)?.[1] ?? browser.formToken;
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  }

  const browser: Browser = {
    cookies,
    formToken: '',
    get: (url, headers = {}) => send({ url, headers }),
    post: (url, form, headers = {}) => send({
      method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
      payload: new URLSearchParams({ form_token: browser.formToken, ...form }).toString(),
    }),
    signIn: async (email, password) => {
      await browser.get('/login');
      return browser.post('/login', { email, password });
    },
  };
  return browser;
}
