import { html, Markup } from '../claim/html.ts';
import { helpStyle } from './style.ts';

export const bareColour = '#1f6f8b';

/** Where there is no site: the same for every name that is none, so that nothing can be told from it. */
export const barePage: string = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>There is no such page</title><link rel="icon" href="data:,"><style>${new Markup(helpStyle(bareColour))}</style></head>
<body><main><div class="in"><h1>There is no such page</h1><p>Check the address.</p></div></main></body>
</html>`.text;
