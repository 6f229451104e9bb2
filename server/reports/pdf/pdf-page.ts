import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** A4 on its side, in points. */
export const page = { width: 841.89, height: 595.28, left: 40, right: 40, top: 38, bottom: 44 } as const;
export const innerWidth = page.width - page.left - page.right;
/** Where the footer's line begins: nothing of the content lies below. */
export const contentEnd = page.height - page.bottom;

export const colours = { ink: '#1c2330', soft: '#5b6577', line: '#d4d9e2', zebra: '#f4f6f9', head: '#e8ecf3', first: '#2456b8', second: '#e08a1e', third: '#2c8a57', tile: '#f6f8fb' } as const;
export const seriesColours = [colours.first, colours.second, colours.third] as const;

const fontFile = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

export interface TextStyle { readonly size: number; readonly isBold?: boolean; readonly colour?: string; readonly align?: 'left' | 'right' | 'center' }

export interface PdfPage {
  readonly doc: PDFKit.PDFDocument;
  /** One line, cut with an ellipsis where it is too wide. Returns nothing: the line's height is `size * 1.25`. */
  readonly line: (text: string, x: number, y: number, width: number, style: TextStyle) => void;
  /** Wrapped at spaces to so many lines, the last one cut. Returns the height used. */
  readonly lines: (text: string, x: number, y: number, width: number, style: TextStyle, linesMax: number) => number;
  /** How many lines a text would take, at most `linesMax`. */
  readonly countLines: (text: string, width: number, style: TextStyle, linesMax: number) => number;
  readonly widthOf: (text: string, style: TextStyle) => number;
  readonly finish: () => Promise<Buffer>;
}

export const lineHeight = (size: number): number => size * 1.28;

/** Opens a document whose pages hold text of any script that the fonts have, each run of right-to-left letters shaped and set from right to left. */
export function openPdf({ title, author, language, madeAt }: { title: string; author: string; language: string; madeAt: string }): PdfPage {
  const doc = new PDFDocument({
    size: [page.width, page.height], margin: 0, bufferPages: true, autoFirstPage: true, pdfVersion: '1.7', lang: language, displayTitle: true, info: { Title: title, Author: author, Producer: 'Patchbay', Creator: 'Patchbay', CreationDate: new Date(madeAt) },
  });
  doc.registerFont('regular', fontFile('DejaVuSansCondensed'));
  doc.registerFont('bold', fontFile('DejaVuSansCondensed-Bold'));
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => { doc.on('end', resolve).on('error', reject); });

  const use = ({ size, isBold = false, colour = colours.ink }: TextStyle): void => { doc.font(isBold ? 'bold' : 'regular').fontSize(size).fillColor(colour); };
  const widthOf = (text: string, style: TextStyle): number => {
    use(style);
    return runsOf(text).reduce((width, run) => width + doc.widthOfString(run.text, optionsOf(run)), 0);
  };

  /** What fits, with an ellipsis where something was cut. */
  const fit = (text: string, width: number, style: TextStyle): string => {
    if (widthOf(text, style) <= width) return text;
    const letters = [...graphemes.segment(text)].map(({ segment }) => segment);
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (widthOf(`${letters.slice(0, middle).join('')}…`, style) <= width) low = middle;
      else high = middle - 1;
    }
    return `${letters.slice(0, low).join('').trimEnd()}…`;
  };

  const put = (text: string, x: number, y: number, width: number, style: TextStyle): void => {
    const used = widthOf(text, style);
    let at = style.align === 'right' ? x + width - used : style.align === 'center' ? x + (width - used) / 2 : x;
    use(style);
    for (const run of runsOf(text)) {
      doc.text(run.text, at, y, { lineBreak: false, ...optionsOf(run) });
      at += doc.widthOfString(run.text, optionsOf(run));
    }
  };

  const wrap = (text: string, width: number, style: TextStyle, linesMax: number): string[] => {
    const wrapped: string[] = [];
    let current = '';
    const words = text.split(' ');
    for (const [at, word] of words.entries()) {
      const longer = current === '' ? word : `${current} ${word}`;
      if (widthOf(longer, style) <= width) current = longer;
      else if (wrapped.length === linesMax - 1) return [...wrapped, current === '' ? words.slice(at).join(' ') : `${current} ${words.slice(at).join(' ')}`];
      else if (current !== '') {
        wrapped.push(current);
        current = word;
      } else {
        wrapped.push(word);
      }
    }
    return current === '' ? wrapped : [...wrapped, current];
  };

  return {
    doc, widthOf,
    line: (text, x, y, width, style) => put(fit(plain(text), width, style), x, y, width, style),
    lines: (text, x, y, width, style, linesMax) => {
      const wrapped = wrap(plain(text), width, style, linesMax);
      for (const [at, each] of wrapped.entries()) put(fit(each, width, style), x, y + at * lineHeight(style.size), width, style);
      return wrapped.length * lineHeight(style.size);
    },
    countLines: (text, width, style, linesMax) => Math.max(1, wrap(plain(text), width, style, linesMax).length),
    finish: async () => {
      doc.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** A cell shows a line's worth; what is longer is cut before it is measured. */
const charsMax = 600;

/** No controls, no direction marks that would turn the rest of the page, no endless runs. */
function plain(text: string): string {
  return text.slice(0, charsMax).toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').replaceAll(/ {2,}/g, ' ').trim();
}

interface Run { readonly text: string; readonly isRightToLeft: boolean }

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \u00a0'"\-.,]+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*/g;

/** Right-to-left words that follow each other are one run; everything else goes from left to right. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let last = 0;
  for (const match of text.matchAll(rightToLeft)) {
    if (match.index > last) runs.push({ text: text.slice(last, match.index), isRightToLeft: false });
    runs.push({ text: match[0], isRightToLeft: true });
    last = match.index + match[0].length;
  }
  if (last < text.length || runs.length === 0) runs.push({ text: text.slice(last), isRightToLeft: false });
  return runs;
}

/** With features named, pdfkit shapes the run as a whole; without, word by word, which would set right-to-left words in the wrong order. */
const optionsOf = ({ isRightToLeft }: Run): { features?: PDFKit.Mixins.OpenTypeFeatures[] } => (isRightToLeft ? { features: ['rlig', 'calt', 'kern'] } : {});
