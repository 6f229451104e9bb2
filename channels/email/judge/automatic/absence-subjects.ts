/**
 * What people call their absence when they write the note's subject themselves, lower case. They also write it to
 * colleagues, so it only names the kind of a mail that a header has shown to be automatic. English, German, French,
 * Dutch, Italian, Spanish, Portuguese, Danish, Norwegian, Swedish, Finnish, Polish, Czech, Slovak, Hungarian, Greek,
 * Russian, Turkish, Japanese, Korean.
 */
export const absenceSubjects: readonly string[] = [
  'out of office', 'out of the office', 'out-of-office', 'ooo', 'away from', 'away until', 'away:', 'on vacation', 'vacation',
  'i am away', "i'm away", 'i am out of', "i'm out of", 'on leave', 'on holiday', 'absence', 'annual leave',
  'abwesenheit', 'abwesend', 'nicht im büro', 'urlaub', 'absence du bureau', 'absent', 'en congé', 'afwezig', 'niet aanwezig',
  'fuori sede', 'fuori ufficio', 'assenza', 'assente', 'fuera de la oficina', 'fuera de oficina', 'ausencia',
  'fora do escritório', 'ausência', 'ikke til stede', 'fravær', 'ikke på kontoret', 'frånvaro', 'frånvarande',
  'inte på kontoret', 'poissa', 'poza biurem', 'nieobecność', 'mimo kancelář', 'nepřítomnost', 'neprítomnosť',
  'házon kívül', 'εκτός γραφείου', 'вне офиса', 'в отпуске', 'ofis dışında', '不在', '부재중',
];
