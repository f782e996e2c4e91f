/** MongoDB can never be used as it is configured: a wrong URL, password, certificate or server version. */
export class MongoMisconfigured extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MongoMisconfigured';
  }
}
