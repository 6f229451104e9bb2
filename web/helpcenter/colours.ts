/** The colours of a site, of one the owner chose. Text on `band`: `bandInk`; links, buttons and marks: `act`, with `actInk` on it. Contrast 4.5 to 1 or more, each. */
export interface Palette { readonly band: string; readonly bandInk: string; readonly act: string; readonly actInk: string }

type Rgb = readonly [number, number, number];

/** The darkest of the light surfaces, and the lightest of the dark ones: what is readable there is readable on all. */
export const lightPaper = '#f3f4f6';
export const darkPaper = '#23272d';
const contrastMin = 4.5;

export function palettes(colour: string): { readonly light: Palette; readonly dark: Palette } {
  const own = parse(colour);
  const of = (act: Rgb): Palette => ({ band: hex(own), bandInk: hex(inkOn(own)), act: hex(act), actInk: hex(inkOn(act)) });
  return { light: of(towards(own, [0, 0, 0], parse(lightPaper))), dark: of(towards(own, [255, 255, 255], parse(darkPaper))) };
}

/** Contrast of two colours by WCAG 2.2: 1 to 21. */
export function contrast(a: string, b: string): number {
  return ratio(parse(a), parse(b));
}

/** The colour, mixed with black or white until it can be read on the paper. */
function towards(colour: Rgb, end: Rgb, paper: Rgb): Rgb {
  for (let share = 0; share <= 100; share += 2) {
    const mixed = colour.map((part, at) => Math.round(part + ((end[at]! - part) * share) / 100)) as unknown as Rgb;
    if (ratio(mixed, paper) >= contrastMin) return mixed;
  }
  return end;
}

/** One of the two has 4.58 to 1 or more, whatever the colour. */
function inkOn(colour: Rgb): Rgb {
  return ratio(colour, [255, 255, 255]) >= ratio(colour, [0, 0, 0]) ? [255, 255, 255] : [0, 0, 0];
}

function ratio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function parse(colour: string): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? '1f6f8b';
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb;
}

const hex = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
