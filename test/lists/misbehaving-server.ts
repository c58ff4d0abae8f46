import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse, asked: number) => void;

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** What was asked for, oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** How the server behaves from now on. */
  behave(behaviour: Behaviour): void;
}

/** A real HTTP server on this machine that behaves as badly as it is told to. */
export async function startServer(behaviour: Behaviour): Promise<TestServer> {
  let current = behaviour;
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    current(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    behave: (next) => {
      current = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sends(body: string | Uint8Array, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(body)), ...headers });
    response.end(body);
  };
}
