import { Type, type Static } from '@sinclair/typebox';

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** A file sent ahead, to be attached to a message by its id. Gone after `expiresAt` where nothing uses it. */
export const Upload = Type.Object({
  id: Id,
  /** Made safe; `file` where nothing was left of the name. */
  fileName: Type.String(),
  /** What the first bytes prove; application/octet-stream where they prove nothing. The sender's word plays no part. */
  mediaType: Type.String(),
  byteCount: Type.Integer({ minimum: 0 }),
  /** May be shown in the page (raster image, audio, video, plain text). */
  isInline: Type.Boolean(),
  /** The name of a picture in the HTML of a message: `<img src="cid:...">`. */
  contentId: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
}, { additionalProperties: false });
export type Upload = Static<typeof Upload>;

export const uploadBytesMax = 25 * 1024 * 1024;
