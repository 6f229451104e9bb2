/**
 * Reply prefixes as mail programs write them, lower case, without the colon. re (most languages, Latin), aw and antw
 * (German, Dutch), sv (Danish, Norwegian, Swedish), svar, vs (Finnish "vastaus"), res (Portuguese), rif, r (Italian),
 * réf and rép (French), odp (Polish, Slovak), ynt and yan (Turkish), vá (Hungarian), vb and atb (Latvian), ats
 * (Lithuanian), bls and bal (Indonesian), απ and σχετ (Greek), на, отв and ответ (Russian), відп (Ukrainian), отг
 * (Bulgarian), השב and תגובה (Hebrew), رد (Arabic), trả lời (Vietnamese), 回复, 答复 and 回覆 (Chinese), 返信
 * (Japanese), 회신 and 답장 (Korean), ris and rsp (Italian). `ref` and `reply` are left out: customers
 * write "Ref: 4711".
 */
export const replyPrefixes: ReadonlySet<string> = new Set([
  're', 'aw', 'antw', 'antwort', 'sv', 'svar', 'vs', 'res', 'rif', 'r', 'réf', 'rép', 'odp', 'odpoveď', 'odpověď', 'ynt', 'yan', 'yanıt', 'vá',
  'atb', 'ats', 'bls', 'bal', 'απ', 'σχετ', 'на', 'отв', 'ответ', 'відп', 'отг', 'השב', 'תגובה', 'رد', 'trả lời', 'tl',
  '回复', '回復', '答复', '答覆', '回覆', '返信', '회신', '답장', 'ris', 'rsp', 're-aw',
]);
