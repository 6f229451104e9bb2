/**
 * Forward prefixes, lower case, without the colon. fw, fwd (English and most programs), wg and weitergeleitet (German),
 * tr (French, "transfert"), rv and reenv (Spanish), i (Italian, "inoltro"), enc and res-enc (Portuguese), doorst
 * (Dutch), vl (Finnish, "välitetty"), vb and vidarebef (Swedish), videres (Danish, Norwegian), pd and
 * przek (Polish), fs (Icelandic), továbbítás and tovább (Hungarian), ilt (Turkish), πρθ (Greek), пересл and на пересл
 * (Russian), препр (Bulgarian), הועבר (Hebrew), إعادة توجيه (Arabic), trs (Indonesian), chuyển tiếp (Vietnamese), 转发,
 * 轉寄 and 轉發 (Chinese), 転送 (Japanese), 전달 (Korean), prsl, redir.
 *
 * `vs` is "vastaus" to Finns and "videresendt" to Danes; it counts as a reply (reply-prefixes.ts), because a forward
 * taken for a reply costs less than an answer taken for a forward, which would stop no clock.
 */
export const forwardPrefixes: ReadonlySet<string> = new Set([
  'fw', 'fwd', 'forwarded', 'wg', 'weitergeleitet', 'tr', 'transf', 'rv', 'reenv', 'i', 'enc', 'doorst', 'doorgest', 'vl', 'vb', 'vidarebef', 'videres',
  'pd', 'przek', 'fs', 'továbbítás', 'tovább', 'ilt', 'i̇lt', 'πρθ', 'пересл', 'переслано', 'препр', 'הועבר', 'إعادة توجيه', 'trs', 'chuyển tiếp',
  '转发', '轉寄', '轉發', '転送', '전달', 'prsl', 'redir', 'pren', 'inoltro',
]);
