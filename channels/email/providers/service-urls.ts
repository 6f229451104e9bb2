/** Where the mail services are. Settings, for national clouds and for tests. Without a slash at the end. */
export interface ServiceUrls {
  /** Microsoft Graph. */
  readonly graph: string;
  /** Microsoft's sign-in. */
  readonly entra: string;
  /** Gmail API. */
  readonly gmail: string;
  /** Where people sign in to Google and consent. */
  readonly googleAuth: string;
  /** Google's token endpoint. */
  readonly googleToken: string;
  /** Google's directory of people (Admin SDK). */
  readonly googleDirectory: string;
  /** Exchange Web Services of companies that name no server of their own. */
  readonly ews: string;
  /** Mimecast, wherever a company's region is: it says itself which address that is. */
  readonly mimecast: string;
}

export const serviceUrls: ServiceUrls = {
  graph: 'https://graph.microsoft.com', entra: 'https://login.microsoftonline.com',
  gmail: 'https://gmail.googleapis.com', googleAuth: 'https://accounts.google.com/o/oauth2/v2/auth', googleToken: 'https://oauth2.googleapis.com/token', googleDirectory: 'https://admin.googleapis.com', ews: 'https://outlook.office365.com/EWS/Exchange.asmx',
  mimecast: 'https://api.mimecast.com',
};
