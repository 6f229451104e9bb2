import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { downloadAll } from './endpoints/attachments/download-all.ts';
import { getAttachment } from './endpoints/attachments/get-attachment.ts';
import { getInlineFile } from './endpoints/attachments/get-inline-file.ts';
import { getLinkedFile } from './endpoints/attachments/get-linked-file.ts';
import { getHtml } from './endpoints/messages/get-html.ts';
import { getRaw } from './endpoints/messages/get-raw.ts';
import { takeBackVouchForMessage } from './endpoints/messages/take-back-vouch-for-message.ts';
import { vouchForMessage } from './endpoints/messages/vouch-for-message.ts';
import { listNotifications } from './endpoints/notifications/list-notifications.ts';
import { readNotifications } from './endpoints/notifications/read-notifications.ts';
import { createUpload } from './endpoints/uploads/create-upload.ts';
import { deleteUpload } from './endpoints/uploads/delete-upload.ts';
import { getUploadContent } from './endpoints/uploads/get-upload-content.ts';

/** Files and what is told as it happens; the socket itself is realtime's. */
export const liveOperations = (outside: Outside): readonly Operation[] => [
  createUpload(outside), getUploadContent(outside), deleteUpload,
  getAttachment(outside), getInlineFile(outside), getLinkedFile(outside), downloadAll(outside), getRaw(outside), getHtml(outside), vouchForMessage, takeBackVouchForMessage,
  listNotifications, readNotifications,
];
