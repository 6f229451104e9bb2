/**
 * How subjects of bounces begin, in lower case: Sendmail, Postfix, Exim, qmail, Exchange, Domino, GroupWise, Gmail,
 * Yahoo, mobile carriers and appliances; English, German, French, Spanish, Portuguese, Italian, Dutch, Danish,
 * Swedish, Norwegian, Polish, Czech, Russian, Turkish, Chinese, Japanese, Korean.
 */
export const bounceSubjects: readonly string[] = [
  'undeliverable', 'undelivered', 'delivery failure', 'delivery failed', 'delivery problem', 'delivery error', 'delivery status',
  'delivery notification', 'delivery report', 'delivery has failed', 'delivery not possible', 'delivery delay',
  'mail delivery failed', 'mail delivery failure', 'mail delivery error', 'mail delivery status', 'mail delivery subsystem',
  'mail delivery system', 'mail delivery problem', 'mail failure', 'mail error', 'mail could not be delivered',
  'mail undeliverable', 'mail not delivered', 'mail rejected', 'mail returned', 'mail system error', 'failed mail',
  'message could not be delivered', 'message delivery fail', 'message undeliver', 'message not delivered',
  'message returned', 'message rejected', 'message status - ', 'message you sent blocked', 'message delayed',
  'could not deliver', 'cannot deliver', 'unable to deliver', 'not delivered', 'non delivery', 'non-delivery', 'nondeliver',
  'returned mail', 'returned message', 'returned to sender', 'return to sender', 'return receipt', 'failure notice',
  'failure notification', 'failed delivery', 'warning: could not send', 'warning: message', 'permanent error',
  'permanent delivery failure', 'transient error', 'delayed mail', 'bounced', 'bounce:', 'postmaster notify', 'error sending message',
  'user unknown', 'unknown user', 'dead letter', 'email rejected', '[boun', 'email delivery fail', 'e-mail delivery fail',
  'unzustellbar', 'nicht zustellbar', 'nicht zugestellt', 'zustellung fehlgeschlagen', 'zustellungsfehler', 'fehlgeschlagen',
  'non remis', 'non distribu', 'échec de la remise', 'échec de remise', 'echec de remise', "notification d'échec",
  'no se puede entregar', 'no entregado', 'error de entrega', 'fallo de entrega', 'não foi possível entregar',
  'não entregue', 'falha na entrega', 'non recapitabile', 'mancato recapito', 'mancata consegna', 'onbestelbaar',
  'kan ikke leveres', 'ikke leveret', 'kan inte levereras', 'går inte att leverera', 'kan ikke levere',
  'niedostarczone', 'niedostarczalne', 'nie dostarczono', 'nedoručitelné', 'nedoručeno',
  'недоставлен', 'не доставлено', 'не удается доставить', 'teslim edilemedi',
  '系统退信', '退信', '無法傳遞', '无法投递', '未送达', '配信不能', '送信できませんでした', 'エラーメッセージ', 'エラーメール', 'メールエラー', 'メールサーバ',
  'メッセージを配信できません', '전송 실패',
];
