/** An element of a document: its name without the prefix, its attributes, its children, and the text between them. */
export interface XmlElement { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: readonly XmlElement[]; readonly text: string }

const depthMax = 60;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'' };
/** One piece of markup, or the text before the next. `s` flag not needed: no dot is used. */
const pieces = /<\?[^>]*\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|</g;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/** Reads what a SOAP server answers: no document types and no entities but the five of XML and characters by number. Null: not well-formed, or deeper than any answer is. */
export function readXml(text: string): XmlElement | null {
  interface Open { readonly name: string; readonly attributes: Record<string, string>; readonly children: XmlElement[]; text: string }
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  for (const piece of text.replace(/^\uFEFF/, '').matchAll(pieces)) {
    const [whole, cdata, closing, name, attributes = '', selfClosing, characters] = piece;
    const top = open.at(-1)!;
    if (cdata !== undefined) top.text += cdata;
    else if (characters !== undefined) top.text += decode(characters);
    else if (name !== undefined) {
      const local = name.slice(name.indexOf(':') + 1);
      if (closing === '/') {
        if (open.length < 2 || top.name !== local) return null;
        open.pop();
        open.at(-1)!.children.push(top);
        continue;
      }
      const element: Open = { name: local, attributes: Object.fromEntries([...attributes.matchAll(attribute)].map(([, key = '', double, single]) => [key.slice(key.indexOf(':') + 1), decode(double ?? single ?? '')])), children: [], text: '' };
      if (selfClosing === '/') top.children.push(element);
      else if (open.push(element) > depthMax) return null;
    } else if (whole === '<') return null;
  }
  return open.length === 1 && root.children.length === 1 && root.text.trim() === '' ? root.children[0]! : null;
}

function decode(text: string): string {
  return text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,5});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function escapeXml(text: string): string {
  return text.replaceAll(/[<>&"']/g, (letter) => `&${Object.entries(entities).find(([, character]) => character === letter)![0]};`);
}

/** The first element of this name at any depth. */
export function findXml(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) {
    const found = child.name === name ? child : findXml(child, name);
    if (found) return found;
  }
  return null;
}

export function childText(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text.trim() ?? null;
}
