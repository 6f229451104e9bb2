import { htmlTokens } from '#core/kernel/index.ts';
import { decodeEntities } from './html-entities.ts';

const blocks = new Set(['address', 'article', 'aside', 'blockquote', 'center', 'dd', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'tr', 'ul']);
/** Blocks with an empty line around them. */
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'table', 'dl']);
const hidden = new Set(['script', 'style', 'title', 'head', 'template', 'noscript', 'svg', 'math', 'object', 'select', 'textarea', 'iframe']);
const quoteDepthMax = 20;

/**
 * Readable plain text of a mail's HTML: blocks become lines, links keep their address, lists their bullets, quotes
 * their `>`. Used where a mail has no text part, for lists, search and notifications. Linear in the length. `isComposed`: of
 * what was written here, where lists are numbered and indented (of mail that came in, the text goes into its hash: it stays as it is).
 */
export function htmlToText(html: string, { isComposed = false }: { isComposed?: boolean } = {}): string {
  const writer = new TextWriter();
  const links: { href: string; start: number }[] = [];
  let hiddenName = '';
  let hiddenDepth = 0;
  let preDepth = 0;
  /** Of the lists around: the number of the next item; null: it has none. */
  const lists: (number | null)[] = [];
  for (const token of htmlTokens(html)) {
    if (hiddenDepth > 0) {
      // `<body>` ends a head that was never closed.
      if (token.kind === 'open' && token.name === 'body') hiddenDepth = 0;
      else if (token.kind !== 'text' && token.name === hiddenName) hiddenDepth += token.kind === 'open' ? 1 : -1;
      continue;
    }
    if (token.kind === 'text') {
      writer.text(decodeEntities(token.text), preDepth > 0);
      continue;
    }
    const { name } = token;
    if (token.kind === 'open') {
      if (hidden.has(name) && !token.isSelfClosing) {
        hiddenName = name;
        hiddenDepth = 1;
      } else if (name === 'br') writer.lineBreak();
      else if (name === 'hr') writer.rule();
      else if (name === 'img') writer.text(imageText(token.attributes), false);
      else if (name === 'a') links.push({ href: attribute(token.attributes, 'href'), start: writer.length() });
      else if (name === 'td' || name === 'th') writer.cell();
      if (blocks.has(name)) writer.block(spaced.has(name));
      if (isComposed && (name === 'ol' || name === 'ul')) lists.push(name === 'ol' ? Number(attribute(token.attributes, 'start')) || 1 : null);
      if (name === 'li') writer.bullet(isComposed ? nextMark(lists) : '- ');
      if (name === 'blockquote') writer.quote(1);
      if (name === 'pre') preDepth++;
    } else {
      if (name === 'a') closeLink(writer, links.pop());
      if (name === 'blockquote') {
        writer.block(false);
        writer.quote(-1);
      }
      if (blocks.has(name)) writer.block(spaced.has(name));
      if (name === 'pre') preDepth = Math.max(0, preDepth - 1);
      if (name === 'ol' || name === 'ul') lists.pop();
    }
    if (links.length > 100) links.shift();
  }
  return writer.finish();
}

const listDepthMax = 8;

function nextMark(lists: (number | null)[]): string {
  const indent = '  '.repeat(Math.min(listDepthMax, Math.max(0, lists.length - 1)));
  const number = lists.at(-1) ?? null;
  if (number === null) return `${indent}- `;
  lists[lists.length - 1] = number + 1;
  return `${indent}${number}. `;
}

function closeLink(writer: TextWriter, link: { href: string; start: number } | undefined): void {
  if (link === undefined || !/^(?:https?|mailto|tel):/i.test(link.href)) return;
  const shown = writer.since(link.start).trim();
  const bare = link.href.replace(/^(?:mailto|tel):/i, '').replace(/\/$/, '');
  if (shown !== '' && bare !== '' && !shown.includes(bare) && shown !== bare.replace(/^https?:\/\//i, '')) writer.text(` <${bare}>`, false);
}

function imageText(attributes: string): string {
  const alt = attribute(attributes, 'alt').trim();
  return alt === '' ? '' : `[${alt}]`;
}

/** The value of an attribute, decoded, at most 2,000 characters. */
function attribute(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes.slice(0, 10_000));
  return decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim().slice(0, 2_000).toWellFormed();
}

class TextWriter {
  readonly lines: string[] = [];
  current = '';
  quoteDepth = 0;
  written = 0;

  text(text: string, isPreformatted: boolean): void {
    if (isPreformatted) {
      const rows = text.split(/\r?\n/);
      for (const [i, row] of rows.entries()) {
        if (i > 0) this.lineBreak();
        this.current += row;
      }
      return;
    }
    const flat = text.replace(/[ \t\r\n\f]+/g, ' ');
    const isAtStart = this.current === '' || this.current.endsWith(' ') || this.current.endsWith('\t');
    this.current += isAtStart && flat.startsWith(' ') ? flat.slice(1) : flat;
  }

  lineBreak(): void {
    const prefix = this.quoteDepth > 0 ? `${'>'.repeat(this.quoteDepth)} ` : '';
    const line = `${prefix}${this.current}`.trimEnd();
    this.lines.push(line);
    this.written += line.length + 1;
    this.current = '';
  }

  block(isSpaced: boolean): void {
    if (this.current.trim() !== '') this.lineBreak();
    else this.current = '';
    if (isSpaced && this.lines.length > 0 && !/^>*$/.test(this.lines.at(-1) ?? '')) this.lineBreak();
  }

  bullet(mark: string): void {
    this.current = mark;
  }

  cell(): void {
    if (this.current.trim() !== '') this.current = `${this.current.trimEnd()}\t`;
  }

  rule(): void {
    this.block(false);
    this.current = '---';
    this.lineBreak();
  }

  quote(step: number): void {
    this.quoteDepth = Math.min(quoteDepthMax, Math.max(0, this.quoteDepth + step));
  }

  length(): number {
    return this.written + this.current.length;
  }

  /** Text written since `start`, as far as it lies on the current line. */
  since(start: number): string {
    return this.current.slice(Math.max(0, start - this.written));
  }

  finish(): string {
    if (this.current.trim() !== '') this.lineBreak();
    return this.lines.join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+/, '').trimEnd();
  }
}
