import type { AutomaticKind } from './automatic-kind.ts';

/** A notice that follows no RFC: who sends it, and what its subject or the first line of its text is. */
export type VendorNotice = {
  readonly code: string; readonly kind: AutomaticKind; readonly from: RegExp; readonly subject?: RegExp; readonly text?: RegExp;
};

/** Amazon SNS carries SES events as JSON; Hotmail's feedback loop (JMRP) encloses the mail that was complained about;
 * Verizon's text gateway answers in the sender's own thread. */
export const vendorNotices: readonly VendorNotice[] = [
  { code: 'amazon-sns', kind: 'bounce', from: /@sns\.amazonaws\.com$/, text: /"notificationType" ?: ?"Bounce"/ },
  { code: 'amazon-sns', kind: 'feedback', from: /@sns\.amazonaws\.com$/, text: /"notificationType" ?: ?"Complaint"/ },
  { code: 'amazon-sns', kind: 'delivery-report', from: /@sns\.amazonaws\.com$/, text: /"notificationType" ?: ?"Delivery"/ },
  { code: 'hotmail-jmrp', kind: 'feedback', from: /^staff@hotmail\.com$/, subject: /^complaint about message from / },
  { code: 'verizon', kind: 'bounce', from: /^post_master@(?:vtext|vzwpix)\.com$/ },
];
