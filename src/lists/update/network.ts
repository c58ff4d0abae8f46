import { EnvHttpProxyAgent } from 'undici';
import { ENGINE_HOMEPAGE, ENGINE_VERSION } from '../store/engine.ts';

/** Limits of one download. Times in milliseconds, sizes in bytes. */
export interface NetworkPolicy {
  /** Until a connection stands. */
  readonly connectMs: number;
  /** Without a single byte. */
  readonly idleMs: number;
  /** For one file in all, attempts and pauses included: what ends a server that drips. */
  readonly totalMs: number;
  /** Largest file, unpacked. */
  readonly maxBytes: number;
  /** Largest ratio of unpacked to packed; real lists stay below 40. Judged once 1 MiB is unpacked. */
  readonly maxExpansion: number;
  readonly maxRedirects: number;
  readonly attempts: number;
  /** First pause before trying again; doubled each time, drawn at random from the upper half. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** Mail address or page added to the User-Agent, so that an authority can reach the operator. */
  readonly contact?: string;
  /** Proxies; by default what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. */
  readonly proxy?: { readonly http?: string; readonly https?: string; readonly except?: string };
}

export const DEFAULT_NETWORK_POLICY: NetworkPolicy = Object.freeze({
  connectMs: 15_000,
  idleMs: 60_000,
  totalMs: 15 * 60_000,
  maxBytes: 400 * 1024 * 1024,
  maxExpansion: 200,
  maxRedirects: 5,
  attempts: 5,
  firstPauseMs: 1_000,
  maxPauseMs: 60_000,
});

/** OFAC refuses requests without a User-Agent; and it is only fair to say who asks. */
export function userAgent(contact?: string): string {
  // A header value: nothing that could end it.
  const stated = contact?.replace(/[^\x20-\x7e]|[();]/g, '').trim();
  const parts = [ENGINE_HOMEPAGE === undefined ? '' : `+${ENGINE_HOMEPAGE}`, 'sanctions list fetch', stated];
  return `Riegel/${ENGINE_VERSION} (${parts.filter(Boolean).join('; ')})`;
}

/** Connections of one update, through the proxy where one is set. To be destroyed when the update is over. */
export function networkFor(policy: NetworkPolicy): EnvHttpProxyAgent {
  const { proxy } = policy;
  return new EnvHttpProxyAgent({
    connect: { timeout: policy.connectMs },
    requestTls: { timeout: policy.connectMs },
    proxyTls: { timeout: policy.connectMs },
    headersTimeout: policy.idleMs,
    bodyTimeout: policy.idleMs,
    // Many proxies allow CONNECT for TLS only; a plain request is asked for plainly.
    proxyTunnel: false,
    ...(proxy?.http === undefined ? {} : { httpProxy: proxy.http }),
    ...(proxy?.https === undefined ? {} : { httpsProxy: proxy.https }),
    ...(proxy?.except === undefined ? {} : { noProxy: proxy.except }),
  });
}
