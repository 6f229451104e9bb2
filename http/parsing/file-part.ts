/** A file in a multipart body: a value of the tree like a text. */
export class FilePart {
  /** As the sender wrote it, without a path; '' where it gave none. Any characters but controls. */
  readonly fileName: string;
  /** What the sender claims it is, lower case: never trusted. */
  readonly mediaType: string;
  readonly bytes: Buffer;

  constructor(fileName: string, mediaType: string, bytes: Buffer) {
    this.fileName = fileName;
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /** A file is never part of anything that is written as JSON: neither of a stored value nor of a log. */
  toJSON(): string {
    return '(a file)';
  }
}
