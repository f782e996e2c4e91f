import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** The headers that helmet sets. They are the same on every answer, so they are worked out once. */
export function securityHeaders(): Readonly<Record<string, string>> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const set = helmet({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    // Whoever ends TLS in front of this server decides this.
    strictTransportSecurity: false,
  });
  set(response.req, response, () => undefined);
  return response.getHeaders() as Record<string, string>;
}
