import { parseInert } from './inert-html.ts';

/**
 * HTML from the clipboard, made ready for the schema: what mail programs, Word and Google Docs say by styles becomes elements, Word's lists become
 * lists, rows of tables become lines, headings bold where there are none, and everything that only looks is gone. The schema drops the rest.
 */
export function cleanPasted(html: string, { keepsHeadings = false } = {}): string {
  const body = parseInert(withoutEffects(html));
  for (const element of body.querySelectorAll('style,script,meta,link,title,xml,template,head,object,iframe,svg,math,button,select,textarea,input')) element.remove();
  removeComments(body);
  for (const element of body.querySelectorAll('*')) if (element.tagName.includes(':')) element.replaceWith(...element.childNodes); // <o:p>
  wordLists(body);
  tableLines(body);
  if (!keepsHeadings) for (const element of body.querySelectorAll('h1,h2,h3,h4,h5,h6')) wrapChildren(element, 'strong');
  for (const element of body.querySelectorAll('*')) styleToElements(element);
  for (const element of body.querySelectorAll('*')) for (const name of element.getAttributeNames()) if (!kept.has(name)) element.removeAttribute(name);
  return body.innerHTML;
}

/** Styles and handlers under other names: the page's policy refuses them in any tree, and says so each time. */
const withoutEffects = (html: string): string => html.replaceAll(/<style\b[\s\S]*?<\/style\s*>/gi, '').replaceAll(/<[a-z][^<>]*>/gi, (tag) => tag.replaceAll(/\sstyle(?=\s*=)/gi, ' data-styled').replaceAll(/[\s/]on[a-z]+(?=\s*=)/gi, ' data-was'));

/** `data-pm-slice`: what was copied from this editor, as it says itself. */
const kept = new Set(['href', 'src', 'alt', 'start', 'data-pm-slice']);

function removeComments(root: Node): void {
  const walker = root.ownerDocument!.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
}

const styleOf = (element: Element): string => (element.getAttribute('data-styled') ?? '').toLowerCase();

/** Bold by weight, italic by style; and `<b style="font-weight:normal">`, in which Google Docs wraps everything. */
function styleToElements(element: Element): void {
  const style = styleOf(element);
  if (/^(?:B|STRONG)$/.test(element.tagName) && /font-weight:\s*(?:normal|[1-4]00)/.test(style)) return element.replaceWith(...element.childNodes);
  if (/^(?:I|EM)$/.test(element.tagName) && /font-style:\s*normal/.test(style)) return element.replaceWith(...element.childNodes);
  if (/^(?:TABLE|UL|OL|BLOCKQUOTE|PRE)$/.test(element.tagName) || style === '') return undefined;
  if (/font-weight:\s*(?:bold|bolder|[6-9]00)/.test(style)) wrapChildren(element, 'strong');
  if (/font-style:\s*(?:italic|oblique)/.test(style)) wrapChildren(element, 'em');
  if (/text-decoration[a-z-]*:[^;]*line-through/.test(style)) wrapChildren(element, 's');
  return undefined;
}

function wrapChildren(element: Element, tag: string): void {
  if (element.childNodes.length === 0) return;
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

interface Item { readonly level: number; readonly isNumbered: boolean; readonly start: number; readonly element: Element }

/** Word writes `<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.</span>text</p>` in a row. */
function wordLists(body: HTMLElement): void {
  const paragraphs = [...body.querySelectorAll('p,div,h1,h2,h3,h4,h5,h6')];
  let run: Item[] = [];
  const close = (): void => {
    if (run.length > 0) buildList(run);
    run = [];
  };
  for (const element of paragraphs) {
    const level = Number(/mso-list:[^;]*level(\d)/.exec(styleOf(element))?.[1] ?? 0);
    if (level === 0) {
      close();
      continue;
    }
    const last = run.at(-1)?.element;
    if (last !== undefined && last.nextElementSibling !== element) close();
    const mark = [...element.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/.test(styleOf(span)));
    const sign = mark?.textContent?.trim() ?? '';
    mark?.remove();
    run.push({ level, isNumbered: /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i.test(sign), start: Number.parseInt(sign.replace(/^\(/, ''), 10) || 1, element });
  }
  close();
}

function buildList(items: readonly Item[]): void {
  const [first] = items;
  if (!first) return;
  const make = (item: Item): Element => {
    const list = item.element.ownerDocument.createElement(item.isNumbered ? 'ol' : 'ul');
    if (item.isNumbered && item.start > 1) list.setAttribute('start', String(item.start));
    return list;
  };
  const stack = [{ level: first.level, isNumbered: first.isNumbered, list: make(first) }];
  first.element.before(stack[0]!.list);
  let root = stack[0]!.list;
  for (const item of items) {
    while (stack.length > 1 && stack.at(-1)!.level > item.level) stack.pop();
    let top = stack.at(-1)!;
    if (item.level > top.level && top.list.lastElementChild) {
      const list = make(item);
      top.list.lastElementChild.append(list);
      stack.push(top = { level: item.level, isNumbered: item.isNumbered, list });
    } else if (stack.length === 1 && item.isNumbered !== top.isNumbered) {
      const list = make(item);
      root.after(list);
      root = list;
      stack[0] = top = { level: item.level, isNumbered: item.isNumbered, list };
    }
    const entry = item.element.ownerDocument.createElement('li');
    entry.append(...item.element.childNodes);
    top.list.append(entry);
    item.element.remove();
  }
}

/** Layout tables of mails hold blocks: those come out as they are. A table of words becomes a line for each row. */
function tableLines(body: HTMLElement): void {
  for (const table of [...body.querySelectorAll('table')].toReversed()) {
    const lines: Node[] = [];
    for (const row of table.querySelectorAll('tr')) {
      const cells = [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName));
      const isLayout = cells.length < 2 || cells.some((cell) => cell.querySelector('p,div,ul,ol,blockquote,pre') !== null && cell.querySelectorAll('p,div,li,pre').length > 1);
      if (isLayout) {
        for (const cell of cells) lines.push(asLine(cell));
        continue;
      }
      const line = table.ownerDocument.createElement('div');
      cells.forEach((cell, at) => {
        if (at > 0) line.append(' | ');
        for (const block of cell.querySelectorAll('p,div')) block.replaceWith(...block.childNodes);
        line.append(...cell.childNodes);
      });
      lines.push(line);
    }
    table.replaceWith(...lines);
  }
}

function asLine(cell: Element): Element {
  const line = cell.ownerDocument.createElement('div');
  line.append(...cell.childNodes);
  return line;
}
