import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { MarkdownSerializer, type MarkdownSerializerState } from 'prosemirror-markdown';
import { articleSchema } from './article-schema.ts';

/** Parts of the state that the library's types leave out. */
interface Inner { out: string; closed: Node | null; inTightList: boolean; inAutolink: boolean | undefined; flushClose(lines: number): void }
const innerOf = (state: MarkdownSerializerState): Inner => state as unknown as Inner;

const { line, paragraph, code: codeBlock, cell } = articleSchema.nodes;
const { bold, italic, strike, link, mono } = articleSchema.marks;
const delimited = [bold, italic, strike];

const serializer = new MarkdownSerializer({
  paragraph: (state, node) => {
    if (innerOf(state).closed?.type !== paragraph) stayTight(state);
    state.renderInline(node);
    state.closeBlock(node);
  },
  heading: (state, node) => {
    state.write(`${'#'.repeat(Number(node.attrs['level']))} `);
    state.renderInline(node, false);
    state.closeBlock(node);
  },
  quote: (state, node) => {
    stayTight(state);
    state.wrapBlock('> ', null, node, () => state.renderContent(node));
  },
  code: (state, node) => {
    stayTight(state);
    const longest = Math.max(2, ...[...node.textContent.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    state.write(`${fence}${String(node.attrs['params']).replaceAll(/[`\r\n]/g, '')}\n`);
    state.text(node.textContent, false);
    state.ensureNewLine();
    state.write(fence);
    state.closeBlock(node);
  },
  // Not `---`: behind the sign of a list that is a line across the page without the list.
  rule: (state, node) => {
    state.write('___');
    state.closeBlock(node);
  },
  bullets: (state, node, parent, index) => state.renderList(node, '  ', () => (isOdd(parent, index) ? '* ' : '- ')),
  numbers: (state, node, parent, index) => {
    const start = Number(node.attrs['start']);
    const width = String(start + node.childCount - 1).length;
    state.renderList(node, ' '.repeat(width + 2), (at) => `${String(start + at).padStart(width)}${isOdd(parent, index) ? ')' : '.'} `);
  },
  item: (state, node) => state.renderContent(node),
  table: (state, node) => {
    node.forEach((row, _offset, at) => {
      if (at > 0) state.ensureNewLine();
      writeRow(state, row);
      if (at === 0) state.write(`\n|${row.children.map((cell) => ` ${lineOf[String(cell.attrs['align'])] ?? '---'} |`).join('')}`);
    });
    state.closeBlock(node);
  },
  row: () => {}, // written by its table
  cell: (state, node) => state.renderInline(node, false),
  image: (state, { attrs: { src, alt, title } }) => state.write(`![${altOf(String(alt))}](${addressOf(String(src))}${titleOf(String(title))})`),
  line: (state, _node, parent, index) => {
    if (index + 1 < parent.childCount) state.write('\\\n');
  },
  text: (state, node, parent, index) => state.text(innerOf(state).inAutolink ? node.text ?? '' : textOf(node, parent, index), false),
}, {
  bold: { open: (_state, mark, parent, index) => `${apart(mark, parent, index)}**`, close: '**', mixable: true, expelEnclosingWhitespace: true },
  // Not `*`: beside `**` nobody could say which ends where.
  italic: { open: (_state, mark, parent, index) => `${apart(mark, parent, index)}_`, close: '_', mixable: true, expelEnclosingWhitespace: true },
  strike: { open: (_state, mark, parent, index) => `${apart(mark, parent, index)}~~`, close: '~~', mixable: true, expelEnclosingWhitespace: true },
  link: {
    open: (state, mark, parent, index) => {
      const isWhole = isAutolink(mark, parent, index);
      innerOf(state).inAutolink = isWhole;
      return isWhole ? '<' : '[';
    },
    close: (state, { attrs: { href, title } }) => {
      const { inAutolink } = innerOf(state);
      innerOf(state).inAutolink = undefined;
      return inAutolink ? '>' : `](${addressOf(String(href))}${titleOf(String(title))})`;
    },
    mixable: true,
  },
  mono: { open: (_state, _mark, parent, index) => ticksOf(parent.child(index), -1), close: (_state, _mark, parent, index) => ticksOf(parent.child(index - 1), 1), escape: false },
}, { hardBreakNodeName: 'line' });

/**
 * A document of the rich editor as Markdown that the site's renderer reads as this document. What looks like a sign and is none is escaped; where CommonMark would not see the end of a mark
 * (6.2: by the characters on both its sides), the character outside is written as an entity.
 */
export const writeMarkdown = (doc: Node): string => serializer.serialize(tidy(doc));

const lineOf: Readonly<Record<string, string>> = { left: ':--', center: ':-:', right: '--:' };

/** A bar within a cell is escaped wherever it stands, in code and addresses too: cells are told apart before anything else is read. */
function writeRow(state: MarkdownSerializerState, row: Node): void {
  const inner = innerOf(state);
  state.write('|');
  row.forEach((cell, _offset, at) => {
    state.write(' ');
    const from = inner.out.length;
    state.render(cell, row, at);
    inner.out = `${inner.out.slice(0, from)}${inner.out.slice(from).replaceAll(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|')}`;
    state.write(' |');
  });
}

/** In a list without gaps a block goes on below the one before. */
function stayTight(state: MarkdownSerializerState): void {
  const inner = innerOf(state);
  if (inner.inTightList) inner.flushClose(1);
}

/** Every second list of the same kind in a row has another sign, for Markdown would make one list of them. */
function isOdd(parent: Node, index: number): boolean {
  let before = 0;
  while (index - before > 0 && parent.child(index - before - 1).type === parent.child(index).type) before += 1;
  return before % 2 === 1;
}

/** Without what Markdown cannot say and nobody sees: empty paragraphs among others, and spaces that a page shows as one or as none. */
function tidy(node: Node): Node {
  if (node.isTextblock) return node.type === codeBlock ? node : node.copy(tidyInline(node));
  const blocks: Node[] = [];
  node.forEach((child) => blocks.push(child.isLeaf ? child : tidy(child)));
  const filled = blocks.filter((child) => child.type !== paragraph || child.childCount > 0);
  return node.copy(Fragment.from(filled.length > 0 ? filled : blocks.slice(0, 1)));
}

function tidyInline(parent: Node): Fragment {
  const kept: Node[] = [];
  let isStart = true;
  parent.forEach((child) => {
    if (!child.isText) {
      kept.push(child);
      isStart = child.type === line;
      return;
    }
    const isMono = mono.isInSet(child.marks) !== undefined;
    let text = (child.text ?? '').replaceAll(/[ \t\r\n]+/g, ' ');
    if (isMono && text.trim() === '') text = ' ';
    if (isStart && !isMono) text = text.replace(/^ /, '');
    if (text === '') return;
    if (parent.type === cell && isMono && /\\\|/.test(text)) return void kept.push(articleSchema.text(text, mono.removeFromSet(child.marks))); // code cannot say this in a cell
    kept.push(articleSchema.text(text, isMono && text === ' ' ? mono.removeFromSet(child.marks) : child.marks));
    isStart = false;
  });
  while (kept.at(-1)?.type === line) kept.pop();
  return Fragment.from(kept);
}

const escapeSigns = (text: string): string => text.replaceAll(/[\\`*~[\]<|]/g, '\\$&').replaceAll(/&(?=#?\w+;)/g, '\\&').replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_').replaceAll('\u2060', '&#8288;');
/** Between the brackets of a link or a picture the renderer (marked 18) takes the stroke from an escaped bracket and reads what is left once more. */
const escapeLabel = (text: string): string => escapeSigns(text).replaceAll('\\[', '&#91;').replaceAll('\\]', '&#93;');
/** On one line, as an attribute is. The renderer takes an escaped `&` for that of an entity there, and an escaped stroke at the end for the escape of the bracket. */
const altOf = (alt: string): string => escapeLabel(alt.replaceAll(/\s+/g, ' ').trim()).replaceAll(/\\(.)/g, (escaped, sign) => ({ '\\': '&#92;', '&': '&amp;' })[sign as string] ?? escaped);
/** What means something at the beginning of a line only. */
const escapeStart = (text: string): string => text.replace(/^(#{1,6})(?=\s|$)/, '\\$1').replace(/^[-=>:]/, '\\$&').replace(/^\+(?=\s|$)/, '\\+').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');

const bareAddress = /https?:\/\/[^\s<>]*[^\s<>?!.,:;*_'"~()[\]]/gi;

function textOf(node: Node, parent: Node, index: number): string {
  const before = index > 0 ? parent.child(index - 1) : null;
  const after = index + 1 < parent.childCount ? parent.child(index + 1) : null;
  let text = node.text ?? '';
  const first = asEntity(text, 0, needsEntity(before, node, -1));
  if (first !== '') text = text.slice(endOf(text, 0).length);
  const last = asEntity(text, -1, needsEntity(after, node, 1));
  if (last !== '') text = text.slice(0, -endOf(text, -1).length);
  const isLinked = link.isInSet(node.marks) !== undefined;
  // The renderer links a bare address by itself: in angle brackets it takes exactly this.
  let written = '';
  let at = 0;
  for (const found of isLinked ? [] : text.matchAll(bareAddress)) {
    written += `${escapeSigns(text.slice(at, found.index))}<${found[0]}>`;
    at = found.index + found[0].length;
  }
  written += isLinked ? escapeLabel(text) : escapeSigns(text.slice(at));
  if (first === '' && (before === null || before.type === line) && parent.type !== articleSchema.nodes.heading) written = escapeStart(written);
  if (after === null && parent.type === articleSchema.nodes.heading) written = written.replace(/#(\s*)$/, '\\#$1');
  if (after !== null) written = written.replace(/!$/, '\\!'); // before a link it would make a picture of it
  return `${first}${written}${last}`;
}

/** A word joiner, which shows nothing: the renderer (marked 18) takes `~` for a letter, so that beside it other marks do not end or begin. */
function apart(mark: Mark, parent: Node, index: number): string {
  const [before, here] = [index > 0 ? parent.child(index - 1) : null, parent.child(index)];
  if (!before?.isText || !here.isText || /\s$/.test(before.text ?? '') || /^\s/.test(here.text ?? '')) return '';
  const [closed, opened] = [before.marks, here.marks].map((marks, at, all) => marks.filter((one) => delimited.some((type) => type === one.type) && !one.isInSet(all[1 - at]!)));
  const isMixed = closed!.length > 0 && [...closed!, ...opened!].some(({ type }) => type === strike) && [...closed!, ...opened!].some(({ type }) => type !== strike);
  return isMixed && opened![0] === mark ? '&#8288;' : '';
}

/** The first or the last character, whole. */
const endOf = (text: string, at: 0 | -1): string => (at === 0 ? /^./su : /.$/su).exec(text)?.[0] ?? '';

const isLetter = (character: string): boolean => /^[\p{L}\p{N}]$/u.test(character);

/** Whether a mark opens or ends between this text and its neighbour in a way that CommonMark would not see behind a letter. */
function needsEntity(beside: Node | null, node: Node, side: -1 | 1): boolean {
  if (beside === null) return false;
  const more = delimited.filter((type) => type.isInSet(beside.marks) && !type.isInSet(node.marks));
  if (more.length === 0) return false;
  const edge = beside.isText && !mono.isInSet(beside.marks) && !link.isInSet(beside.marks) ? endOf(beside.text ?? '', side === 1 ? 0 : -1) : '!';
  return !/\s/.test(edge) && (more.includes(italic) || !isLetter(edge));
}

/** What both parsers take for a sign: neither what lies beyond the first plane (they look at half of it) nor `~` (marked again). */
const isSign = (character: string): boolean => /^[\p{P}\p{S}\s]$/u.test(character) && character.length === 1 && character !== '~';

function asEntity(text: string, at: 0 | -1, isNeeded: boolean): string {
  const character = endOf(text, at);
  return isNeeded && character !== '' && !isSign(character) ? `&#${character.codePointAt(0)};` : '';
}

/** The whole link is its own address: `<https://...>`. */
function isAutolink(mark: Mark, parent: Node, index: number): boolean {
  const node = parent.child(index);
  if (mark.attrs['title'] !== '' || !/^https?:\/\/[^\s<>]+$/.test(String(mark.attrs['href'])) || node.text !== mark.attrs['href'] || node.marks.at(-1) !== mark) return false;
  return index === parent.childCount - 1 || !mark.isInSet(parent.child(index + 1).marks);
}

const addressOf = (address: string): string => {
  const written = address.replaceAll(/[\s<>]/g, encodeURIComponent).replaceAll(/[()\\]/g, '\\$&').replaceAll(/&(?=#?\w+;)/g, '&amp;');
  return written === '' ? '<>' : written;
};
const titleOf = (title: string): string => (title === '' ? '' : ` "${title.replaceAll(/\s+/g, ' ').replaceAll(/&(?=#?\w+;)/g, '&amp;').replaceAll('\\', '&#92;').replaceAll('"', '\\"')}"`);

function ticksOf(node: Node, side: -1 | 1): string {
  const text = node.text ?? '';
  const ticks = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  // CommonMark takes one space off both ends, where both have one.
  const gap = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return side === -1 ? `${ticks}${gap}` : `${gap}${ticks}`;
}
