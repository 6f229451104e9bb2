import { DOMParser as ProseParser, DOMSerializer, type Node } from 'prosemirror-model';
import { parseInert } from './inert-html.ts';
import { schema } from './schema.ts';

const serializer = DOMSerializer.fromSchema(schema);

/** The HTML that goes into the mail: `div` lines, lists, quotes, code; pictures as `cid:`. The server cleans it like any other HTML. */
export function htmlOfDoc(doc: Node): string {
  const holder = document.implementation.createHTMLDocument('').createElement('div');
  serializer.serializeFragment(doc.content, { document: holder.ownerDocument }, holder);
  for (const line of holder.querySelectorAll('div')) {
    if (line.parentElement?.tagName === 'LI' && line.parentElement.firstElementChild === line) line.replaceWith(...line.childNodes); // `<li>one</li>`, as every reader expects it
    else if (line.childNodes.length === 0) line.append(line.ownerDocument.createElement('br')); // an empty line has a height
  }
  return holder.innerHTML;
}

/** A kept draft. What the schema has no place for becomes its text. */
export function docOfHtml(html: string): Node {
  const body = parseInert(html);
  // The br of an empty line stands for the line, not for a break in it.
  for (const line of body.querySelectorAll('div,p')) if (line.childNodes.length === 1 && line.firstElementChild?.tagName === 'BR') line.replaceChildren();
  return ProseParser.fromSchema(schema).parse(body, { preserveWhitespace: true });
}
