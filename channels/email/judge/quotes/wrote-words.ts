/**
 * "wrote" as reply headings say it, lower case. English, German, French, Spanish, Portuguese, Italian, Dutch, Danish,
 * Norwegian, Swedish, Finnish, Icelandic, Polish, Czech, Slovak, Hungarian, Romanian, Slovene, Croatian, Serbian,
 * Bulgarian, Russian, Ukrainian, Greek, Turkish, Estonian, Latvian, Lithuanian, Catalan, Galician, Basque, Welsh,
 * Vietnamese, Indonesian, Hebrew, Arabic, Persian, Hindi, Thai, Chinese, Japanese, Korean.
 */
export const wroteWords: readonly string[] = [
  'wrote', 'writes', 'said', 'schrieb', 'geschrieben', 'a écrit', 'a ecrit', 'escribió', 'escribio', 'va escriure', 'ha escrit',
  'escreveu', 'ha scritto', 'scrive', 'schreef', 'heeft geschreven', 'geschreven', 'skrev', 'skreiv', 'kirjoitti', 'skrifaði',
  'napisał(a)', 'napisał/a', 'napisała', 'napisał', 'pisze', 'napsal(a)', 'napsala', 'napsal', 'napísal(a)', 'napísala', 'napísal',
  'ezt írta', 'írta', 'a scris', 'je napisal/-a', 'je napisal', 'je napisao/la', 'je napisao', 'piše', 'је написао/ла', 'написао је',
  'написа', 'написал(а)', 'написала', 'написал', 'пишет', 'писал(а)', 'писал', 'пише', 'написав(ла)', 'написав', 'έγραψε', 'εγραψε',
  'şunu yazdı', 'yazdı', 'tarihinde şunları yazdı', 'kirjutas', 'rakstīja', 'rašė', 'parašė', 'escribiu', 'idatzi du',
  'ysgrifennodd', 'đã viết', 'menulis', 'menulis:', 'כתב/ה', 'כתבה', 'כתב', 'מאת', 'كتب', 'نوشت', 'ने लिखा', 'เขียน',
  '写道', '寫道', '写信给', '书面', '書道', '님이 작성', '작성', '님의 말', 'のメール', 'は書きました', 'さんは書きました', 'が書き込み',
];
