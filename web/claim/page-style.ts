/** The one style sheet of these pages: 320 px to wide, light and dark, visible focus, targets of 44 px. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#f4f5f7;--card:#fff;--line:#8b949e;--edge:#d0d7de;--act:#0b5cad;--act-ink:#fff;--bad:#b3261e;--bad-bg:#fdecea;--good:#116329;--good-bg:#e6f4ea;--code:#eef1f4}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#a7b0ba;--paper:#14171b;--card:#1d2126;--line:#7d8590;--edge:#343a42;--act:#7cb7ff;--act-ink:#0b1623;--bad:#ffb4ab;--bad-bg:#3a1d1b;--good:#8ddb9c;--good-bg:#15301c;--code:#272c33}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:44rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding-top:1.5rem;padding-bottom:1rem}
header strong{font-size:1.15rem;letter-spacing:.01em}
main{padding-bottom:3rem}
footer{color:var(--soft);font-size:.875rem;padding-bottom:2rem}
section{background:var(--card);border:1px solid var(--edge);border-radius:.75rem;padding:1.5rem;margin-bottom:1.25rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}h2{font-size:1.15rem;margin:0 0 .5rem}
p{margin:0 0 .9rem}section>:last-child{margin-bottom:0}
a{color:var(--act)}
label{display:block;font-weight:600;margin-bottom:.25rem}
.field{margin-bottom:1.1rem}.hint{color:var(--soft);font-size:.9rem;margin:.3rem 0 0}
input,select,textarea{width:100%;min-height:44px;padding:.5rem .7rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
input[type=radio]{width:1.5rem;min-height:1.5rem;height:1.5rem;vertical-align:middle;margin:0 .4rem 0 0}
fieldset{border:0;margin:0 0 1.1rem;padding:0}legend{font-weight:600;padding:0}fieldset p{margin:0}fieldset label{font-weight:400;padding:.55rem 0}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
button,a.button{display:inline-block;text-decoration:none;min-height:44px;padding:.55rem 1.2rem;font:inherit;font-weight:600;color:var(--act-ink);background:var(--act);border:1px solid transparent;border-radius:.5rem;cursor:pointer}
button.quiet{color:var(--act);background:transparent;border-color:var(--line)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.wrong{color:var(--bad);font-size:.9rem;margin:.3rem 0 0}
.notice{border-radius:.5rem;padding:.75rem 1rem;margin-bottom:1.1rem;background:var(--good-bg);color:var(--good)}
.notice.bad{background:var(--bad-bg);color:var(--bad)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em;background:var(--code);border-radius:.35rem}
code{padding:.1em .35em;overflow-wrap:anywhere}
pre{padding:.8rem 1rem;margin:0 0 .9rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;margin-bottom:1rem;font-size:.95rem}th,td{text-align:left;padding:.5rem .4rem;border-bottom:1px solid var(--edge);vertical-align:middle}
.row{margin-bottom:1rem;display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}.row .field{flex:1 1 12rem;margin-bottom:0}
.wide{overflow-x:auto}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem}
@media (max-width:30rem){section{padding:1.15rem}h1{font-size:1.4rem}}
`.trim();
