/** Properties that change how text looks but cannot move it out of its place, cover anything or load anything. */
const properties = new Set([
  'color', 'background-color', 'font-family', 'font-size', 'font-style', 'font-weight', 'font-variant', 'line-height', 'letter-spacing', 'word-spacing',
  'text-align', 'text-decoration', 'text-indent', 'text-transform', 'vertical-align', 'white-space', 'word-break', 'overflow-wrap', 'direction',
  'width', 'height', 'max-width', 'min-width', 'max-height', 'min-height', 'table-layout', 'border-collapse', 'border-spacing', 'caption-side', 'empty-cells',
  'margin', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'padding', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left',
  'border', 'border-top', 'border-right', 'border-bottom', 'border-left', 'border-color', 'border-style', 'border-width', 'border-radius',
  'border-top-color', 'border-right-color', 'border-bottom-color', 'border-left-color', 'border-top-style', 'border-right-style', 'border-bottom-style', 'border-left-style',
  'border-top-width', 'border-right-width', 'border-bottom-width', 'border-left-width', 'list-style-type', 'list-style-position', 'display', 'float', 'clear',
]);

const displays = new Set(['block', 'inline', 'inline-block', 'none', 'table', 'table-row', 'table-cell', 'list-item']);

/** Values of plain words, numbers, hex colours, and rgb() or hsl(). No escapes, comments, url(), var() or negative lengths. */
const value = /^(?:[a-z0-9#.,%"'\s+!-]|rgba?\([\d\s.,%/]{1,40}\)|hsla?\([\d\s.,%/deg]{1,40}\))*$/i;

/** Keeps the declarations of a style attribute that are known to be harmless. */
export function safeStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, 4_000).split(';').slice(0, 100)) {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const text = declaration.slice(colon + 1).trim();
    if (colon < 1 || !properties.has(name) || text.length > 200 || !value.test(text) || /(?:^|[\s,])-\s*[\d.]/.test(text)) continue;
    if (name === 'display' && !displays.has(text.toLowerCase())) continue;
    kept.push(`${name}: ${text.replace(/\s*!\s*important/gi, '')}`);
  }
  return kept.join('; ');
}
