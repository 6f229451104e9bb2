import type { Node } from 'prosemirror-model';
import { schema } from './schema.ts';

/** A text as it was typed becomes lines without formatting. */
export function docOfText(text: string): Node {
  const { doc, paragraph } = schema.nodes;
  return doc.create(null, text.split(/\r?\n/).map((line) => paragraph.create(null, line === '' ? [] : [schema.text(line)])));
}

/** The words with signs for what text can show: bullets, numbers, `>`. For drafts, for plain messages, for the clipboard's plain form. */
export function textOfDoc(doc: Node): string {
  return linesOf(doc).join('\n');
}

function linesOf(parent: Node): string[] {
  const lines: string[] = [];
  parent.forEach((node) => {
    switch (node.type.name) {
      case 'bullets':
      case 'numbers': node.forEach((item, _itemOffset, index) => lines.push(...marked(linesOf(item), node.type.name === 'bullets' ? '- ' : `${Number(node.attrs['start']) + index}. `))); break;
      case 'quote': lines.push(...linesOf(node).map((line) => (line === '' ? '>' : `> ${line}`))); break;
      case 'code': lines.push(...node.textContent.split('\n')); break;
      default: lines.push(...lineOf(node).split('\n'));
    }
  });
  return lines;
}

function lineOf(node: Node): string {
  return node.textBetween(0, node.content.size, null, (leaf) => (leaf.type.name === 'line' ? '\n' : leaf.type.name === 'image' && leaf.attrs['alt'] !== '' ? `[${String(leaf.attrs['alt'])}]` : ''));
}

const marked = (lines: readonly string[], mark: string): string[] => lines.map((line, at) => `${at === 0 ? mark : ' '.repeat(mark.length)}${line}`);

/** Whether there is anything that text alone would lose. A message without formatting goes out as plain text. */
export function isFormatted(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    found ||= node.type.name !== 'paragraph' && node.type.name !== 'text' && node.type.name !== 'line';
    found ||= node.marks.length > 0;
    return !found;
  });
  return found;
}

export const isBlank = (doc: Node): boolean => doc.textContent.trim() === '' && imagesOf(doc).length === 0;

/** The Content-IDs of the pictures in it. */
export function imagesOf(doc: Node): string[] {
  const found: string[] = [];
  doc.descendants((node) => { if (node.type.name === 'image') found.push(String(node.attrs['cid'])); });
  return found;
}
