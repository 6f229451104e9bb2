/** The lines that make a mail's head when it is printed into another mail. */
export type HeaderKind = 'from' | 'date' | 'to' | 'subject' | 'cc' | 'other';

/**
 * How Outlook, Apple Mail, Thunderbird, Gmail, Lotus and Yahoo label those lines, lower case. English, German, French,
 * Spanish, Portuguese, Italian, Dutch, Danish, Norwegian, Swedish, Finnish, Polish, Czech, Slovak, Hungarian,
 * Romanian, Slovene, Croatian, Russian, Ukrainian, Bulgarian, Greek, Turkish, Estonian, Latvian, Lithuanian, Hebrew,
 * Arabic, Vietnamese, Indonesian, Chinese, Japanese, Korean.
 */
export const headerLabels: Readonly<Record<HeaderKind, readonly string[]>> = {
  from: ['from', 'von', 'de', 'da', 'van', 'fra', 'från', 'lähettäjä', 'od', 'feladó', 'de la', 'от', 'від', 'από', 'kimden', 'gönderen',
    'saatja', 'no', 'nuo', 'expéditeur', 'remitente', 'mittente', 'remetente', 'отправитель', 'от кого', 'sender', 'absender', 'afzender',
    'מאת', 'من', 'từ', 'dari', '发件人', '寄件者', '寄件人', '發件人', '差出人', '送信者', '보낸 사람', '보낸사람', 'odesílatel', 'odosielateľ'],
  date: ['sent', 'date', 'gesendet', 'datum', 'datum/uhrzeit', 'envoyé', 'envoyé le', 'date d\'envoi', 'message du', 'enviado', 'enviado el', 'enviado em', 'enviada em', 'enviada',
    'fecha', 'data', 'data de envio', 'inviato', 'data invio', 'verzonden', 'dato', 'sendt', 'skickat', 'lähetetty', 'päivämäärä', 'päiväys',
    'wysłano', 'wysłane', 'odesláno', 'odoslané', 'dátum', 'küldve', 'elküldve', 'trimis', 'dată', 'poslano', 'дата', 'отправлено', 'дата и время',
    'надіслано', 'изпратено', 'ημερομηνία', 'εστάλη', 'σταλθηκε', 'gönderildi', 'gönderme tarihi', 'tarih', 'saadetud', 'kuupäev', 'nosūtīts',
    'išsiųsta', 'נשלח', 'תאריך', 'تاريخ الإرسال', 'التاريخ', 'تم الإرسال', 'đã gửi', 'ngày', 'terkirim', 'tanggal', '发送时间', '日期', '时间', '寄件日期', '傳送時間',
    '送信日時', '日付', '日時', '보낸 날짜', '날짜', 'sendt den', 'sent on'],
  to: ['to', 'an', 'à', 'a', 'para', 'per', 'aan', 'til', 'till', 'vastaanottaja', 'do', 'komu', 'pre', 'címzett', 'către', 'catre', 'za', 'prima', 'кому',
    'до', 'προς', 'kime', 'alıcı', 'saaja', 'kam', 'kellele', 'kam', 'skirta', 'destinataire', 'destinatario', 'destinatário', 'empfänger', 'ontvanger', 'אל', 'إلى',
    'đến', 'kepada', '收件人', '收件者', '宛先', '받는 사람', '받는사람', 'получатель'],
  subject: ['subject', 'betreff', 'objet', 'sujet', 'asunto', 'assunto', 'oggetto', 'onderwerp', 'emne', 'ämne', 'aihe', 'temat', 'předmět', 'predmet', 'tárgy',
    'subiect', 'zadeva', 'тема', 'относно', 'θέμα', 'konu', 'teema', 'temats', 'tema', 'נושא', 'الموضوع', 'chủ đề', 'subjek', 'perihal', '主题', '主題', '主旨', '标题', '件名', '제목', 'assumpte'],
  cc: ['cc', 'bcc', 'kopie', 'kopi', 'kopia', 'copie', 'copie à', 'copia', 'cópia', 'c.c', 'kopio', 'másolat', 'kopija', 'копия', 'копія', 'κοιν', 'κοινοποίηση', 'bilgi', 'עותק', 'نسخة', '抄送', '副本', '참조', 'dw', 'udw', 'kopiya'],
  other: ['reply-to', 'reply to', 'antwort an', 'répondre à', 'responder a', 'rispondi a', 'risposta', 'beantwoorden', 'importance', 'wichtigkeit', 'priorité', 'importancia', 'priority',
    'attachments', 'attachment', 'anlagen', 'pièces jointes', 'datos adjuntos', 'allegati', 'bijlagen', 'organization', 'newsgroups', 'message-id', 'resent-from', 'list-id', 'ответить'],
};
