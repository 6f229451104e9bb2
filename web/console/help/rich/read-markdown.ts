import type { Node } from 'prosemirror-model';
import { defaultMarkdownParser, MarkdownParser } from 'prosemirror-markdown';
import { articleSchema } from './article-schema.ts';

/** Why the rich editor leaves a text to the Markdown field; `other`: it would come back otherwise than it was. */
export type NotRich = 'long' | 'table' | 'html' | 'tasks' | 'definitions' | 'other';

/** Every key writes the whole text anew: what is longer than a short book's chapter would be felt. */
const charactersMax = 50_000;

type Tokens = ReturnType<typeof defaultMarkdownParser.tokenizer.parse>;

// The parser that comes with the library, of which nobody else on the page has need, taught what the site's renderer reads beyond CommonMark. HTML and tables are read so that they are seen.
const { tokenizer } = defaultMarkdownParser;
tokenizer.set({ html: true, linkify: true }).enable(['linkify', 'strikethrough', 'table']);
tokenizer.linkify.set({ fuzzyLink: false, fuzzyEmail: false }).add('ftp:', null).add('mailto:', null).add('//', null);

/** The paragraphs of a list without gaps are hidden. */
function isTight(tokens: Tokens, at: number): boolean {
  const level = tokens[at]!.level;
  const inside = tokens.slice(at + 1);
  const end = inside.findIndex((token) => token.level === level);
  return inside.slice(0, end).find((token) => token.type === 'paragraph_open' && token.level === level + 2)?.hidden ?? true;
}

const alignOf = (style: string | null): string => /^text-align:(left|center|right)$/.exec(style ?? '')?.[1] ?? '';

const parser = new MarkdownParser(articleSchema, tokenizer, {
  blockquote: { block: 'quote' },
  paragraph: { block: 'paragraph' },
  list_item: { block: 'item' },
  bullet_list: { block: 'bullets', getAttrs: (_, tokens, at) => ({ tight: isTight(tokens, at) }) },
  ordered_list: { block: 'numbers', getAttrs: (token, tokens, at) => ({ start: Number(token.attrGet('start') ?? 1), tight: isTight(tokens, at) }) },
  heading: { block: 'heading', getAttrs: ({ tag }) => ({ level: Number(tag.slice(1)) }) },
  code_block: { block: 'code', noCloseToken: true },
  fence: { block: 'code', getAttrs: ({ info }) => ({ params: info }), noCloseToken: true },
  table: { block: 'table' },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: 'row' },
  th: { block: 'cell', getAttrs: (token) => ({ isHead: true, align: alignOf(token.attrGet('style')) }) },
  td: { block: 'cell', getAttrs: (token) => ({ align: alignOf(token.attrGet('style')) }) },
  hr: { node: 'rule' },
  image: { node: 'image', getAttrs: (token) => ({ src: token.attrGet('src') ?? '', title: token.attrGet('title') ?? '', alt: (token.children ?? []).map(({ content }) => content).join('') }) },
  hardbreak: { node: 'line' },
  em: { mark: 'italic' },
  strong: { mark: 'bold' },
  s: { mark: 'strike' },
  link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href') ?? '', title: token.attrGet('title') ?? '' }) },
  code_inline: { mark: 'mono', noCloseToken: true },
});

/** Markdown as a document, or what is in it that has no place there. Whether the rest comes back as it was is `openRich`'s question. */
export function readMarkdown(markdown: string): Node | NotRich {
  if (markdown.length > charactersMax) return 'long';
  const env: { references?: object } = {};
  const tokens = tokenizer.parse(markdown, env);
  if (tokens.some(({ type, level }) => type === 'table_open' && level > 0)) return 'table';
  if (tokens.some(({ type, children }) => type === 'html_block' || children?.some((child) => child.type === 'html_inline'))) return 'html';
  if (tokens.some(({ type, content }, at) => type === 'inline' && tokens[at - 2]?.type === 'list_item_open' && /^\[[ xX]\]\s/.test(content))) return 'tasks';
  if (Object.keys(env.references ?? {}).length > 0) return 'definitions';
  return parser.parse(markdown);
}
