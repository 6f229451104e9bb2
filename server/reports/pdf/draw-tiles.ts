import type { ReportTile } from '../report-document.ts';
import { colours, innerWidth, lineHeight, page, type PdfPage } from './pdf-page.ts';

const gap = 8;
const padding = 8;

/** One row of tiles; those with more to say are wider. Returns their height. */
export function drawTiles({ doc, line }: PdfPage, tiles: readonly ReportTile[], y: number): number {
  const weights = tiles.map(({ lines }) => (lines.length > 2 ? 1.45 : 1));
  const unit = (innerWidth - gap * (tiles.length - 1)) / weights.reduce((sum, weight) => sum + weight, 0);
  const height = padding * 2 + lineHeight(8) + lineHeight(17) + Math.max(...tiles.map(({ lines }) => lines.length)) * lineHeight(7.5);
  let x: number = page.left;
  for (const [at, tile] of tiles.entries()) {
    const width = unit * weights[at]!;
    doc.roundedRect(x, y, width, height, 4).fillAndStroke(colours.tile, colours.line);
    const inner = width - padding * 2;
    line(tile.label, x + padding, y + padding, inner, { size: 8, colour: colours.soft });
    line(tile.value, x + padding, y + padding + lineHeight(8), inner, { size: 16, isBold: true });
    for (const [nth, text] of tile.lines.entries()) line(text, x + padding, y + padding + lineHeight(8) + lineHeight(17) + nth * lineHeight(7.5), inner, { size: 7.5, colour: colours.soft });
    x += width + gap;
  }
  return height;
}
