/** The fields of `patchbay export messages` that tests read. */
export interface ExportedMessage {
  readonly id: number;
  readonly conversation_id: number;
  readonly thread_id: number | null;
  readonly message_id: string | null;
  readonly parent_message_id: string | null;
  readonly direction: 'incoming' | 'outgoing' | 'note' | 'act';
  readonly classification: string | null;
  readonly message_type: string | null;
  readonly message_at: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly is_automatic: boolean;
  readonly is_forward: boolean;
  readonly joined_because: string | null;
  readonly span_seconds_raw: number | null;
  readonly span_seconds_business: number | null;
  readonly wait_seconds_raw: number | null;
  readonly wait_seconds_business: number | null;
  readonly copies: readonly { readonly channel_id: number; readonly folder: string }[];
}

/** The fields of `patchbay export conversations` that tests read. */
export interface ExportedConversation {
  readonly id: number;
  readonly thread_ids: readonly number[];
  readonly message_ids: readonly string[];
  readonly type: string;
  readonly life: string;
  readonly turn: string;
  readonly started_at: string;
  readonly first_reply_at: string | null;
  readonly first_reply_by: string | null;
  readonly first_reply_seconds_raw: number | null;
  readonly first_reply_seconds_business: number | null;
}
