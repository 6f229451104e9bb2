/**
 * Letters that are no base with a mark, and what is found for them: æ by ae, ø by o. Lower case. After the rules of PostgreSQL 18's `unaccent`
 * (contrib/unaccent/unaccent.rules), less what normalisation does by itself; and ς, which ends a Greek word, is σ.
 */
const spelt: Readonly<Record<string, string>> = {
  ' ': 'ʹʺʻʼʽˆˈˋː',
  0: '〇', a: 'ⱥᴀᶏ', aa: 'ꜳ', ae: 'æᴁ', ao: 'ꜵ', au: 'ꜷ', av: 'ꜹꜻ', ay: 'ꜽ', b: 'ƀɓƃʙᴃᵬᶀ', c: 'ƈȼɕᴄꞓ', d: 'ðđɖɗƌȡᴅᴆᵭᶁᶑꝱꝺ', db: 'ȸ', dz: 'ʣʥ', e: 'ɛɇᴇᶒᶓⱸ',
  f: 'ƒᵮᶂꜰꝼ', g: 'ɠǥɡɢʛᶃꞡ', h: 'ħɦɧʜⱨ', hv: 'ƕ', i: 'ıɩɨɪᵻᶖ', j: 'ȷɉɟʝᴊ', k: 'ƙᴋᶄⱪꝁꝃꝅꞣ', l: 'łƚȴɫɬɭʟᴌᶅⱡꝇꝉꝲ', ll: 'ỻ', ls: 'ʪ', lz: 'ʫ', m: 'ɱᴍᵯᶆꝳ',
  n: 'ŋɲƞȵɳɴᵰᶇꝴꞑꞥ', o: 'øᴏⱺꝋꝍ', oe: 'œɶ', oi: 'ƣ', oo: 'ꝏ', p: 'ƥᴘᵱᵽᶈꝑꝓꝕ', q: 'ĸʠꝗꝙ', qp: 'ȹ', r: 'ɍɼɽɾʀᵲᵳᶉꝵꝶꞧ', s: 'ȿʂᵴᶊẜẝꜱꞩ', ss: 'ß', t: 'ŧƫƭʈȶⱦᴛᵵꝷꞇ',
  th: 'þᵺꝥꝧ', ts: 'ʦ', u: 'ʉᴜᵾᶙ', ue: 'ᵫ', v: 'ʋᴠᶌỽⱱⱴꝟ', vy: 'ꝡ', w: 'ᴡⱳ', x: 'ᶍ', y: 'ƴɏʏỿ', z: 'ƶȥɀʐʑᴢᵶᶎⱬ', е: 'ё', σ: 'ς',
};

/** Letter -> plain letters. */
export const plainLetters: ReadonlyMap<string, string> = new Map(Object.entries(spelt).flatMap(([plain, letters]) => Array.from(letters, (letter) => [letter, plain] as const)));
