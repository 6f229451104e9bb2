import { darkPaper, lightPaper, palettes, type Palette } from './colours.ts';

const variables = ({ band, bandInk, act, actInk }: Palette): string => `--band:${band};--band-ink:${bandInk};--act:${act};--act-ink:${actInk}`;

/** The one sheet of a site. Logical properties throughout: it holds for both directions. */
export function helpStyle(colour: string): string {
  const { light, dark } = palettes(colour);
  return `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#545d68;--paper:${lightPaper};--card:#fff;--edge:#d0d7de;--line:#7d8590;--mark:#ffe58a;--mark-ink:#1b1f24;${variables(light)}}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#b1bac4;--paper:#15181c;--card:${darkPaper};--edge:#3a4048;--line:#8b949e;--mark:#5c4a00;--mark-ink:#fff4cf;${variables(dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;font:1.0625rem/1.65 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
.in{max-width:64rem;margin-inline:auto;padding-inline:1.25rem}
header{background:var(--band);color:var(--band-ink)}
header a{color:inherit}
.top{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.75rem 1.5rem;padding-block:1rem}
.brand{display:flex;align-items:center;gap:.75rem;min-height:44px;font-size:1.15rem;font-weight:700;text-decoration:none}
.brand img{max-height:40px;max-width:12rem}
.top nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
.top nav a{display:inline-flex;align-items:center;min-height:44px}
.hero{padding-block:1rem 2.5rem;text-align:center}
.hero h1{font-size:clamp(1.6rem,4vw,2.4rem);line-height:1.2;margin:0 0 1.25rem}
form.find{display:flex;gap:.5rem;max-width:38rem}
.hero form.find{margin-inline:auto}
form.find input{flex:1;min-width:0}
input,textarea,button{font:inherit}
input[type=search],textarea{min-height:48px;padding:.6rem .9rem;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:.5rem;width:100%}
textarea{min-height:6rem}
button{min-height:48px;min-width:48px;padding:.55rem 1.3rem;font-weight:600;color:var(--act-ink);background:var(--act);border:1px solid var(--act-ink);border-radius:.5rem;cursor:pointer}
main{padding-block:1.75rem 3rem}
a{color:var(--act)}
:focus-visible{outline:3px solid currentColor;outline-offset:3px}
h1{font-size:clamp(1.5rem,3.4vw,2rem);line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .6rem}
.crumbs{font-size:.95rem;margin-bottom:1rem}.crumbs ol{display:flex;flex-wrap:wrap;gap:.15rem .5rem;list-style:none;margin:0;padding:0}
.crumbs li+li::before{content:"/";color:var(--soft);margin-inline-end:.5rem}
.crumbs a{display:inline-block;padding-block:.3rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:1rem;list-style:none;margin:0 0 2rem;padding:0}
.card,.box{background:var(--card);border:1px solid var(--edge);border-radius:.75rem;padding:1.25rem}
.card h2{font-size:1.1rem;margin:0 0 .35rem}.card p{margin:0 0 .5rem}
.soft{color:var(--soft);font-size:.95rem}
.list{list-style:none;margin:0 0 1.5rem;padding:0;background:var(--card);border:1px solid var(--edge);border-radius:.75rem}
.list li{padding:.9rem 1.25rem;border-block-start:1px solid var(--edge)}.list li:first-child{border-block-start:0}
.list a{font-weight:600;display:inline-block;padding-block:.15rem}.list p{margin:.15rem 0 0}
.note{background:var(--card);border:1px solid var(--edge);border-inline-start:4px solid var(--act);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1.25rem}
mark{background:var(--mark);color:var(--mark-ink);border-radius:.2rem;padding-inline:.1em}
.read{display:grid;gap:1.5rem}
@media (min-width:60rem){.read.has-toc{grid-template-columns:minmax(0,1fr) 15rem;align-items:start}.toc{position:sticky;inset-block-start:1rem;order:2}}
.toc ol{list-style:none;margin:0;padding:0}.toc li{margin:.1rem 0}.toc a{display:inline-block;padding-block:.25rem}.toc .in3{padding-inline-start:1rem}.toc h2{font-size:1rem}
article>h1{margin-bottom:.35rem}
.body{margin-top:1.25rem}
.body h2,.body h3,.body h4,.body h5,.body h6{margin:1.8rem 0 .6rem;line-height:1.3;scroll-margin-top:1rem}
.body h3{font-size:1.1rem}.body h4,.body h5,.body h6{font-size:1rem}
.body p,.body ul,.body ol,.body blockquote,.body pre,.body table,.body figure{margin:0 0 1rem}
.body img{max-width:100%;height:auto;border-radius:.4rem}
.body blockquote{border-inline-start:4px solid var(--edge);padding-inline-start:1rem;margin-inline:0;color:var(--soft)}
.body pre,.body code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;background:var(--paper);border-radius:.35rem}
.body code{padding:.1em .3em}.body pre{padding:.9rem 1rem;white-space:pre-wrap}.body pre code{padding:0}
.body table{border-collapse:collapse;width:100%}.body th,.body td{border:1px solid var(--edge);padding:.45rem .6rem;vertical-align:top}
.body th:not([align]),.body td:not([align]){text-align:start}
.body hr{border:0;border-top:1px solid var(--edge);margin:1.5rem 0}
.plain{white-space:pre-wrap}
.ask{margin-top:2rem}.ask .row{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:.75rem}.ask label{display:block;margin:.75rem 0 .25rem}
footer{color:var(--soft);font-size:.95rem;padding-block:0 2.5rem}
.skip{position:absolute;inset-inline-start:-999px}.skip:focus{inset-inline-start:1rem;top:1rem;background:var(--card);color:var(--ink);padding:.6rem 1rem;z-index:1}
@media print{header,.crumbs,.toc,.ask,footer,.skip,form{display:none!important}body,.card,.box,.list{background:#fff;color:#000;border:0}.box{padding:0}a{color:#000}.body a[href^=http]::after{content:" (" attr(href) ")"}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`.trim();
}
