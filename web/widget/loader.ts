/**
 * What a site's page names: `<script src="https://desk.example/widget/loader.js" data-website-token="..." async></script>`. A classic script, so that it knows its own tag; it makes `window.patchbayChat` at once and brings the
 * module with the rest. Calls that come before that wait.
 */
import type { Start, WidgetCommand } from './start.ts';

declare const __MAIN__: string;

const script = document.currentScript as HTMLScriptElement | null;
const token = script?.dataset['websiteToken'];

if (script && token) {
  const waiting: WidgetCommand[] = [];
  let run = (command: WidgetCommand): void => { waiting.push(command); };
  const call = (name: WidgetCommand['name']) => (value?: unknown): void => { run({ name, value }); };
  Object.assign(window, { patchbayChat: { open: call('open'), close: call('close'), toggle: call('toggle'), identify: call('identify'), reset: call('reset') } });
  const base = new URL('..', script.src).href.replace(/\/$/, ''); // .../widget/loader.js -> ...
  const options = { base, token, language: script.dataset['language'] ?? null, isOpen: script.dataset['open'] === 'true' };
  const module = import(/* @vite-ignore */ `${base}/widget/${__MAIN__}`) as Promise<{ start: Start }>;
  module.then(({ start }) => start(options)).then((started) => {
    run = started;
    for (const command of waiting.splice(0)) started(command);
  }, () => {}); // the server is away: the page goes on without a chat
}
