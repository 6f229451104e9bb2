/** "Original message", "Forwarded message": what stands between dashes above the quoted mail, lower case. */
export type SeparatorPhrases = { readonly original: readonly string[]; readonly forwarded: readonly string[] };

/**
 * English, German, French, Spanish, Portuguese, Italian, Dutch, Danish, Norwegian, Swedish, Finnish, Polish, Czech,
 * Slovak, Hungarian, Romanian, Slovene, Croatian, Russian, Ukrainian, Bulgarian, Greek, Turkish, Estonian, Latvian,
 * Lithuanian, Hebrew, Arabic, Vietnamese, Indonesian, Chinese, Japanese, Korean.
 */
export const separatorPhrases: SeparatorPhrases = {
  original: [
    'original message', 'original email', 'original appointment', 'reply message', 'reply above this line', 'ursprüngliche nachricht', 'originalnachricht', 'original-nachricht',
    'original nachricht', 'ursprüngliche e-mail', "message d'origine", 'message d’origine', 'message original', 'courriel original', 'message initial',
    'mensaje original', 'correo original', 'mensagem original', 'messaggio originale', 'messaggio original', 'oorspronkelijk bericht', 'oorspronkelijke bericht', 'origineel bericht',
    'oprindelig meddelelse', 'original meddelelse', 'oprindelig besked', 'opprinnelig melding', 'ursprungligt meddelande', 'originalmeddelande', 'original-meddelande',
    'alkuperäinen viesti', 'wiadomość oryginalna', 'oryginalna wiadomość', 'treść oryginalnej wiadomości', 'původní zpráva', 'původní e-mail', 'pôvodná správa', 'eredeti üzenet',
    'mesaj original', 'mesajul original', 'izvirno sporočilo', 'izvorna poruka', 'originalna poruka', 'исходное сообщение', 'оригинальное сообщение', 'исходное письмо',
    'вихідне повідомлення', 'оригінальне повідомлення', 'оригинално съобщение', 'αρχικό μήνυμα', 'orijinal mesaj', 'özgün ileti', 'orijinal ileti', 'algne kiri', 'sākotnējais ziņojums',
    'originalus laiškas', 'הודעה מקורית', 'رسالة أصلية', 'الرسالة الأصلية', 'tin nhắn gốc', 'thư gốc', 'pesan asli', '原始邮件', '原邮件', '邮件原件', '原始郵件', '原始信件', '原始訊息', '元のメッセージ', '元のメール', '원본 메시지', '원본 메일', '원본메시지',
  ],
  forwarded: [
    'forwarded message', 'forwarded by', 'forwarded email', 'forwarded e-mail', 'weitergeleitete nachricht', 'weitergeleitete mail', 'message transféré', 'message transmis', 'courriel transféré', 'mensaje reenviado', 'mensaje transmitido',
    'mensagem encaminhada', 'mensagem reencaminhada', 'messaggio inoltrato', 'doorgestuurd bericht', 'videresendt meddelelse', 'videresendt besked', 'videresendt melding',
    'vidarebefordrat meddelande', 'välitetty viesti', 'edelleenlähetetty viesti', 'wiadomość przekazana', 'przekazana wiadomość', 'treść przekazanej wiadomości', 'przeposlaná zpráva', 'přeposlaná zpráva', 'preposlaná správa',
    'továbbított üzenet', 'mesaj redirecționat', 'posredovano sporočilo', 'proslijeđena poruka', 'пересылаемое сообщение', 'пересланное сообщение', 'переадресованное сообщение',
    'перенаправлене повідомлення', 'препратено съобщение', 'προωθημένο μήνυμα', 'iletilen mesaj', 'iletilmiş mesaj', 'yönlendirilen ileti', 'edastatud kiri', 'הודעה שהועברה', 'رسالة معاد توجيهها', 'رسالة محولة',
    'tin nhắn được chuyển tiếp', 'pesan yang diteruskan', 'pesan terusan', '转发的邮件', '转发邮件', '轉寄郵件', '轉寄的郵件', '転送メッセージ', '転送されたメッセージ', '전달된 메시지', '전달된 메일',
  ],
};

/** Lines without dashes that open a forwarded mail (Apple Mail, iOS), lower case, the colon included. */
export const forwardOpeners: readonly string[] = [
  'begin forwarded message:', 'start of forwarded message:', 'anfang der weitergeleiteten nachricht:', 'anfang der weitergeleiteten e-mail:', 'début du message réexpédié :', 'début du message transféré :', 'inicio del mensaje reenviado:',
  'inicio da mensagem reencaminhada:', 'início da mensagem encaminhada:', 'início da mensagem reencaminhada:', 'inizio messaggio inoltrato:', 'begin doorgestuurd bericht:', 'start på videresendt besked:', 'videresendt melding:',
  'vidarebefordrat brev:', 'välitetty viesti alkaa:', 'początek przekazywanej wiadomości:', 'začátek přeposílané zprávy:', 'začátek přeposílaného e-mailu:', 'továbbított levél kezdete:', 'начало переадресованного сообщения:', '下面是被转发的邮件：', '開始轉寄郵件：', '転送されたメッセージ：', '전달된 메시지 시작:', 'iletilmiş mesajın başlangıcı:',
];
