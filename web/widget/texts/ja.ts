import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'チャットを開く', close: 'チャットを閉じる', title: 'こんにちは', tagline: 'どのようなご用件でしょうか。', conversation: '会話',
  placeholder: 'メッセージを入力', send: '送信', attach: 'ファイルを添付', emoji: '絵文字', remove: '削除',
  you: 'あなた', assistant: 'アシスタント', sending: '送信中', waitsToSend: '接続を待っています', notSent: '送信できませんでした', retry: '再試行', seen: '既読',
  typing: '{name}さんが入力中', somebodyTyping: '入力中', noConnection: '接続がありません。書いた内容は接続が戻りしだい送信されます。', away: 'ただいま営業時間外です。メッセージを残していただければ、お返事いたします。',
  nobodyHere: 'ただいま担当者がおりません。メッセージを残していただければ、お返事いたします。', opensAt: '次の営業開始：{time}', withYou: '{name}が担当しています',
  inLine: '順番は{n}番目です', expected: { other: '約{n}分' }, unread: { other: '新しいメッセージ{n}件' },
  answersMinutes: '通常、数分以内にお返事します', answersHours: '通常、数時間以内にお返事します', answersDay: '通常、1日以内にお返事します',
  name: 'お名前', email: 'メールアドレス', phone: '電話番号', required: '必須', start: 'チャットを始める', emailWrong: 'メールアドレスではありません', mustBeFilled: '入力してください', emailForAnswer: 'お返事をお送りするメールアドレス', save: '保存',
  endChat: 'チャットを終了', ended: 'チャットは終了しました。書き込むと再開します。', transcript: 'チャットの内容をメールで受け取る', transcriptSent: 'チャットの内容をお送りしました', rate: 'チャットはいかがでしたか。', stars: { other: '星{n}つ' },
  comment: 'ほかにご意見はありますか。', thanks: 'ありがとうございました',
  deleted: 'このメッセージは削除されました', earlier: '以前のメッセージを表示', searchHelp: 'ヘルプを検索', nothingFound: '見つかりませんでした', fileTooLarge: 'ファイルは合計10 MBまでです', tooManyFiles: '一度に5ファイルまでです', refused: 'このページではチャットを利用できません。', opensInTab: '新しいタブで開きます', more: 'その他',
};
