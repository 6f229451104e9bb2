/**
 * What mail programs themselves put before the subject of an absence note, lower case. English, German, French, Dutch,
 * Italian, Spanish, Portuguese, Catalan, Danish, Norwegian, Swedish, Finnish, Polish, Czech, Slovak, Hungarian,
 * Romanian, Croatian, Slovene, Estonian, Lithuanian, Latvian, Greek, Russian, Ukrainian, Bulgarian, Turkish, Hebrew,
 * Arabic, Chinese, Japanese, Korean.
 */
export const automaticReplySubjects: readonly string[] = [
  'automatic reply', 'auto reply', 'auto-reply', 'autoreply', 'auto response', 'auto-response', 'autoresponse',
  'out of office autoreply', 'out of office:', 'out of office reply', 'automated reply', 'automated response',
  'automatische antwort', 'abwesenheitsnotiz', 'automatische rückantwort', 'abwesenheitsassistent',
  'réponse automatique', "réponse d'absence", "message d'absence", 'automatisch antwoord', 'afwezigheidsbericht',
  'risposta automatica', 'respuesta automática', 'respuesta automatica', 'resposta automática', 'resposta automatica',
  'resposta automàtica', 'automatisk svar', 'autosvar', 'automatiskt svar', 'automaattinen vastaus',
  'odpowiedź automatyczna', 'automatyczna odpowiedź', 'autoodpowiedź', 'automatická odpověď', 'automatická odpoveď',
  'automatikus válasz', 'räspuns automat', 'răspuns automat', 'raspuns automat', 'automatski odgovor',
  'samodejni odgovor', 'automaatvastus', 'automatinis atsakymas', 'automātiska atbilde', 'αυτόματη απάντηση',
  'автоответ', 'автоматический ответ', 'автоматична відповідь', 'автоматичен отговор', 'otomatik yanıt',
  'otomatik cevap', 'תשובה אוטומטית', 'מענה אוטומטי', 'رد تلقائي', '自动答复', '自动回复', '自動回覆', '自動回應', '自動答覆',
  '自動応答', '自動返信', '자동 회신', '자동회신', '자동 응답',
];
