/**
 * How the lines begin that telephones and apps put under a mail, lower case. English, German, French, Spanish,
 * Portuguese, Italian, Dutch, Danish, Norwegian, Swedish, Finnish, Polish, Czech, Hungarian, Romanian, Russian,
 * Ukrainian, Greek, Turkish, Hebrew, Chinese, Japanese, Korean.
 */
export const mobileOpeners: readonly string[] = [
  'sent from', 'sent via', 'sent with', 'sent using', 'sent by', 'sent on', 'from my', 'from mobile', 'posted from', 'send from my', 'composed on', 'typed on',
  'gesendet von', 'gesendet mit', 'gesendet über', 'von meinem', 'von unterwegs', 'versendet von', 'diese nachricht wurde von',
  'envoyé de', 'envoyé depuis', 'envoyé avec', 'envoyé via', 'envoyé à partir', 'envoyé par', 'provenance :',
  'enviado desde', 'enviado con', 'enviado a través', 'enviado de', 'enviado do', 'enviado pelo', 'enviado por', 'enviada do', 'enviado via',
  'inviato da', 'inviato dal', 'inviato con', 'verzonden met', 'verzonden vanaf', 'verzonden via', 'verstuurd vanaf', 'verstuurd met', 'verstuurd van',
  'sendt fra', 'sendt med', 'skickat från', 'skickad från', 'lähetetty', 'wysłano z', 'wysłane z', 'odesláno z', 'odoslané z', 'küldve', 'trimis de pe',
  'trimis din', 'отправлено с', 'отправлено из', 'надіслано з', 'στάλθηκε από', 'iphone\'umdan', 'נשלח מה',
  '发自我的', '从我的', '從我的', '來自我的', '来自我的', '傳送自', '发送自', 'iphoneから送信', 'androidから送信', '내 iphone에서', 'iphone에서 보냄', '나의 iphone에서',
  'get outlook for', 'outlook für', 'outlook pour', 'download outlook', 'obtenir outlook', 'obtener outlook', 'télécharger outlook', 'holen sie sich outlook', 'laden sie outlook', 'ottieni outlook', 'scarica outlook', 'outlook voor', 'hämta outlook', 'hent outlook', 'pobierz outlook',
];

/** What such a line names. A line that names none of these ("Sent from my desk, ...") is taken for a sentence. */
export const mobileThings: readonly string[] = [
  'iphone', 'ipad', 'ipod', 'android', 'blackberry', 'galaxy', 'samsung', 'huawei', 'xiaomi', 'redmi', 'nokia', 'htc', 'sony', 'xperia', 'pixel', 'oneplus', 'motorola', 'moto ', 'lg ', 'oppo', 'vivo ', 'honor', 'alcatel',
  'windows', 'mac', 'outlook', 'gmail', 'mail', 'yahoo', 'proton', 'mailbox', 'airmail', 'spark', 'typeapp', 'bluemail', 'blue mail', 'k-9', 'thunderbird', 'aol', 'gmx', 'web.de', 'free', 'orange', 'nine', 'newton', 'superhuman', 'front', 'hey', 'zoho', 'tutanota', 'hotmail', 'mobile', 'mobil', 'móvil', 'movil', 'cell', 'phone', 'handy', 'smartphone', 'tablet',
  'telefon', 'téléphone', 'teléfono', 'telefono', 'telemóvel', 'celular', 'puhelin', 'телефон', 'мобиль', 'device', 'gerät', 'appareil', 'dispositivo', 'apparaat', 'toestel', 'enhet', 'laptop', 'wireless', 'treo', 'ti-85', 'watch', 'surface', 'chromebook', 'raspberry', 'computer', ' pc', '手机', '手機', '传送', '傳送', '送信',
];
