/** One constructed sheet: a strict policy of the page (no inline styles) does not concern it. Everything is relative to the reading direction, and nothing of the page comes in. */
export const styles = `
:host { all: initial; }
.root { --on-accent: #fff; --paper: #fff; --ink: #16202b; --soft: #eef1f5; --line: #76808c; --faint: #4d5966; --theirs: #eef1f5; --bad: #b3261e; --shadow: 0 8px 32px rgb(0 0 0 / .24);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); position: fixed; z-index: 2147483000; inset-block-end: 20px; inset-inline-end: 20px; color-scheme: light; text-align: start; }
.root.left { inset-inline: 20px auto; }
.root[dir=rtl] { direction: rtl; }
@media (prefers-color-scheme: dark) { .root { --paper: #171c22; --ink: #eef2f6; --soft: #262d36; --line: #8b96a3; --faint: #b4bec9; --theirs: #2b333d; --bad: #ffb4ab; color-scheme: dark; } }
* { box-sizing: border-box; }
button, input, textarea { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; border: 0; background: none; padding: 0; border-radius: 8px; min-inline-size: 24px; min-block-size: 24px; }
button:disabled { cursor: default; opacity: .55; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launcher { inline-size: 60px; block-size: 60px; border-radius: 50%; background: var(--accent); color: var(--on-accent); box-shadow: var(--shadow); display: grid; place-items: center; position: relative; margin-inline-start: auto; }
.left .launcher { margin-inline: 0 auto; }
.launcher svg { inline-size: 28px; block-size: 28px; }
.badge { position: absolute; inset-block-start: -2px; inset-inline-end: -2px; min-inline-size: 22px; block-size: 22px; border-radius: 11px; padding-inline: 6px; background: #b3261e; color: #fff; font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }
.teaser { background: var(--paper); border-radius: 14px; box-shadow: var(--shadow); margin-block-end: 12px; max-inline-size: 280px; display: flex; align-items: flex-start; }
.teaser .say { padding: 12px 14px; text-align: start; flex: 1; overflow-wrap: anywhere; }
.teaser .x { margin: 6px; inline-size: 28px; block-size: 28px; }
.panel { background: var(--paper); inline-size: 380px; block-size: min(620px, calc(100dvh - 120px)); border-radius: 16px; box-shadow: var(--shadow); display: flex; flex-direction: column; overflow: hidden; margin-block-end: 12px; }
header { background: var(--accent); color: var(--on-accent); padding: 14px 16px; display: flex; gap: 8px; align-items: flex-start; flex: none; }
header .words { flex: 1; min-inline-size: 0; }
header h2 { font-size: 17px; margin: 0; overflow-wrap: anywhere; }
header p { margin: 2px 0 0; overflow-wrap: anywhere; }
header button { inline-size: 32px; block-size: 32px; display: grid; place-items: center; flex: none; }
header :focus-visible { outline-color: var(--on-accent); }
.notice { padding: 8px 16px; background: var(--soft); flex: none; font-size: 14px; overflow-wrap: anywhere; }
.notice.bad { color: var(--bad); }
.log { flex: 1; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 4px; overscroll-behavior: contain; min-block-size: 80px; }
.log ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 4px; }
.log li { display: flex; flex-direction: column; align-items: flex-start; max-inline-size: 85%; }
.log li.mine { align-self: flex-end; align-items: flex-end; }
.who { font-size: 13px; color: var(--faint); margin: 8px 4px 2px; }
.bubble { background: var(--theirs); border-radius: 14px; padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.mine .bubble { background: var(--accent); color: var(--on-accent); }
.mine .bubble a { color: inherit; }
.bubble a { color: var(--link); }
.bubble.gone { background: none; border: 1px dashed var(--line); color: var(--faint); font-style: italic; }
.below { font-size: 12.5px; color: var(--faint); margin: 2px 4px; display: flex; gap: 8px; flex-wrap: wrap; align-items: center; }
.below button { text-decoration: underline; color: var(--ink); }
.below.bad { color: var(--bad); }
.file { display: inline-flex; gap: 6px; align-items: center; color: inherit; min-block-size: 24px; }
.picture { max-inline-size: 100%; max-block-size: 220px; border-radius: 10px; display: block; margin-block-start: 4px; }
.dots { display: inline-flex; gap: 4px; padding: 6px 2px; }
.dots i { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--faint); animation: dot 1.2s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .2s; } .dots i:nth-child(3) { animation-delay: .4s; }
@keyframes dot { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .dots i { animation: none; } }
form.composer { border-block-start: 1px solid var(--soft); padding: 10px; display: flex; gap: 6px; align-items: flex-end; flex: none; position: relative; }
textarea { flex: 1; min-inline-size: 0; resize: none; border: 1px solid var(--line); border-radius: 10px; padding: 8px 10px; background: var(--paper); max-block-size: 140px; min-block-size: 40px; }
.tool { inline-size: 36px; block-size: 40px; display: grid; place-items: center; color: var(--faint); flex: none; }
.primary { background: var(--accent); color: var(--on-accent); padding: 9px 16px; border-radius: 10px; font-weight: 600; min-block-size: 40px; }
.plain { border: 1px solid var(--line); padding: 6px 12px; min-block-size: 32px; }
.chosen { display: flex; flex-wrap: wrap; gap: 6px; padding: 8px 10px 0; margin: 0; list-style: none; flex: none; }
.chosen li { background: var(--soft); border-radius: 8px; padding: 2px 2px 2px 8px; display: flex; gap: 4px; align-items: center; max-inline-size: 100%; overflow-wrap: anywhere; }
.emojis { position: absolute; inset-block-end: 100%; inset-inline: 10px; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 8px; display: grid; grid-template-columns: repeat(auto-fill, minmax(36px, 1fr)); box-shadow: var(--shadow); max-block-size: 180px; overflow-y: auto; }
.emojis button { block-size: 36px; font-size: 20px; }
a.plain { border-radius: 8px; color: var(--link); text-decoration: none; display: inline-block; }
.asked { margin-block-start: 4px; display: flex; flex-direction: column; gap: 8px; max-inline-size: 100%; align-self: stretch; overflow-wrap: anywhere; }
.asked .row { display: flex; gap: 8px; flex-wrap: wrap; }
.card { border: 1px solid var(--line); border-radius: 12px; padding: 10px 12px; display: flex; flex-direction: column; gap: 6px; }
.card p { margin: 0; } .card a { color: var(--link); }
.form { border: 1px solid var(--line); border-radius: 12px; padding: 12px; display: flex; flex-direction: column; gap: 10px; }
.form label { display: flex; flex-direction: column; gap: 4px; }
.form input, .form select { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 10px; padding: 9px 10px; background: var(--paper); min-block-size: 40px; inline-size: 100%; flex: 1; min-inline-size: 120px; }
.given { border-inline-start: 3px solid var(--link); padding-inline-start: 10px; display: flex; flex-direction: column; }
.faint { color: var(--faint); }
.fields { padding: 16px; display: flex; flex-direction: column; gap: 12px; overflow-y: auto; flex: 1; }
.fields label { display: flex; flex-direction: column; gap: 4px; }
.fields input, .ask input { border: 1px solid var(--line); border-radius: 10px; padding: 9px 10px; background: var(--paper); min-block-size: 40px; inline-size: 100%; }
.fields p { margin: 0; overflow-wrap: anywhere; }
.wrong { color: var(--bad); font-size: 13.5px; }
.ask { padding: 10px 16px; background: var(--soft); flex: none; display: flex; flex-direction: column; gap: 8px; }
.ask .row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
.stars { display: flex; gap: 4px; border: 0; padding: 0; margin: 0; }
.stars button { inline-size: 36px; block-size: 36px; font-size: 24px; line-height: 1; color: var(--faint); }
.stars button[aria-pressed=true] { color: var(--link); }
.menu { position: absolute; inset-block-start: 52px; inset-inline-end: 12px; background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); padding: 6px; z-index: 1; display: flex; flex-direction: column; }
.menu button { text-align: start; padding: 8px 12px; min-block-size: 36px; }
.help { padding: 10px 16px; flex: none; max-block-size: 45%; overflow-y: auto; }
.help a { color: var(--link); display: block; padding-block: 6px; }
.frame { position: relative; display: contents; }
@media (max-width: 480px), (max-height: 420px) {
  .root.open { inset: 0; }
  .root.open .panel { inline-size: 100%; block-size: 100dvh; border-radius: 0; margin: 0; }
  .root.open .launcher { display: none; }
}
@media (max-height: 320px) { .root.open .panel { overflow-y: auto; } .root.open .log { overflow: visible; flex: none; } }
@media (forced-colors: active) { .launcher, .primary, .bubble, .panel { border: 1px solid; } }
@media print { .root { display: none; } }
`;

/** The site's colour, with letters on it that can be read (WCAG 1.4.3), and a shade of it for links on paper. */
export function themeOf(color: string): string {
  const accent = /^#[0-9a-f]{6}$/.test(color) ? color : '#1f5fbf';
  const onAccent = contrast(accent, '#ffffff') >= 4.5 ? '#ffffff' : '#10151b';
  const [onLight, onDark] = [readable(accent, '#ffffff', -1), readable(accent, '#171c22', 1)];
  return `.root { --accent: ${accent}; --on-accent: ${onAccent}; --link: ${onLight}; --focus: ${onLight}; } @media (prefers-color-scheme: dark) { .root { --link: ${onDark}; --focus: ${onDark}; } }`;
}

/** Darker or lighter by steps until it can be read on the paper, also beside a bubble of ours. */
function readable(color: string, paper: string, step: 1 | -1): string {
  let [r, g, b] = channels(color);
  for (let tries = 0; tries < 60 && contrast(hex(r, g, b), paper) < 5.5; tries += 1) [r, g, b] = [r, g, b].map((one) => Math.min(255, Math.max(0, one + step * 5))) as [number, number, number];
  return hex(r, g, b);
}

export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

function luminance(color: string): number {
  const [r, g, b] = channels(color).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(color: string): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
}

function hex(...parts: number[]): string {
  return `#${parts.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`;
}
