import { invalid } from '#core/kernel/index.ts';

const lengthMax = 2_000;

/**
 * An address of the web that may be called, as it will be called. Whether it leads inside is asked where it is saved (`Outside.checkTarget`) and each time it is
 * dialled (http/outbound): here nobody asks the DNS.
 */
export function checkCallUrl(field: string, text: string): string {
  const url = text.length <= lengthMax && !/[\s"'<>\\^`{|}\p{Cc}]/u.test(text) ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '' || url.username !== '' || url.password !== '') throw invalid(field, `must be an http or https address of at most ${lengthMax} characters, without a user name`, 'call-url');
  url.hash = '';
  return url.href;
}
