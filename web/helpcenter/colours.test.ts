import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, darkPaper, lightPaper, palettes } from './colours.ts';

test('whatever the colour, text on it and links of it reach 4.5 to 1, in light and dark', () => {
  const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  const check = (colour: string): void => {
    const { light, dark } = palettes(colour);
    for (const [palette, papers] of [[light, [lightPaper, '#ffffff']], [dark, [darkPaper, '#15181c']]] as const) {
      assert.ok(contrast(palette.band, palette.bandInk) >= 4.5, `${colour}: ${JSON.stringify(palette)}`);
      assert.ok(contrast(palette.act, palette.actInk) >= 4.5, `${colour}: ${JSON.stringify(palette)}`);
      for (const paper of papers) assert.ok(contrast(palette.act, paper) >= 4.5, `${colour} on ${paper}: ${JSON.stringify(palette)}`);
    }
  };
  for (const colour of ['#000000', '#ffffff', '#777777', '#ffff00', '#00ff00', '#1f6f8b']) check(colour);
  fc.assert(fc.property(colours, check), { numRuns: 500 });
});
