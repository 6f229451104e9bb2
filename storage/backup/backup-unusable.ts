/** A backup that cannot be brought back here. The message is for the person who tries. */
export class BackupUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupUnusable';
  }
}
