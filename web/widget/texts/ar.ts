import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'فتح الدردشة', close: 'إغلاق الدردشة', title: 'مرحبًا', tagline: 'كيف يمكننا مساعدتك؟', conversation: 'المحادثة',
  placeholder: 'اكتب رسالة', send: 'إرسال', attach: 'إرفاق ملف', emoji: 'رموز تعبيرية', remove: 'إزالة',
  you: 'أنت', assistant: 'المساعد', sending: 'جارٍ الإرسال', waitsToSend: 'في انتظار الاتصال', notSent: 'لم تُرسل', retry: 'حاول مرة أخرى', seen: 'تمت القراءة',
  typing: '{name} يكتب الآن', somebodyTyping: 'شخص ما يكتب الآن', noConnection: 'لا يوجد اتصال. سيُرسل ما تكتبه عند عودته.', away: 'نحن مغلقون حاليًا. اترك رسالة وسنرد عليك.',
  nobodyHere: 'لا أحد متاح الآن. اترك رسالة وسنرد عليك.', opensAt: 'نفتح من جديد {time}', withYou: '{name} معك الآن',
  inLine: 'رقمك في الانتظار {n}', expected: { zero: 'أقل من دقيقة', one: 'نحو دقيقة واحدة', two: 'نحو دقيقتين', few: 'نحو {n} دقائق', many: 'نحو {n} دقيقة', other: 'نحو {n} دقيقة' },
  unread: { zero: 'لا رسائل جديدة', one: 'رسالة جديدة واحدة', two: 'رسالتان جديدتان', few: '{n} رسائل جديدة', many: '{n} رسالة جديدة', other: '{n} رسالة جديدة' },
  answersMinutes: 'نرد عادةً خلال دقائق', answersHours: 'نرد عادةً خلال ساعات', answersDay: 'نرد عادةً خلال يوم',
  name: 'الاسم', email: 'البريد الإلكتروني', phone: 'الهاتف', required: 'مطلوب', start: 'بدء الدردشة', emailWrong: 'هذا ليس عنوان بريد إلكتروني', mustBeFilled: 'يرجى ملء هذا الحقل', emailForAnswer: 'بريدك الإلكتروني ليصلك الرد', save: 'حفظ',
  endChat: 'إنهاء الدردشة', ended: 'انتهت الدردشة. اكتب لتبدأ من جديد.', transcript: 'أرسل لي الدردشة بالبريد الإلكتروني', transcriptSent: 'الدردشة في طريقها إليك', rate: 'كيف كانت الدردشة؟', stars: { zero: 'بلا نجوم', one: 'نجمة واحدة', two: 'نجمتان', few: '{n} نجوم', many: '{n} نجمة', other: '{n} نجمة' },
  comment: 'هل تود إضافة شيء؟', thanks: 'شكرًا لك',
  deleted: 'حُذفت هذه الرسالة', earlier: 'عرض الرسائل السابقة', searchHelp: 'البحث في المساعدة', nothingFound: 'لم يُعثر على شيء', fileTooLarge: 'يمكن أن يبلغ حجم الملفات 10 ميغابايت إجمالًا', tooManyFiles: '5 ملفات على الأكثر في المرة', refused: 'الدردشة لا تعمل في هذه الصفحة.', opensInTab: 'يُفتح في علامة تبويب جديدة', more: 'المزيد',
};
