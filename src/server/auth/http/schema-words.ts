import type {} from 'fastify';

declare module 'fastify' {
  // As @fastify/swagger declares them, which makes OpenAPI of them.
  interface FastifySchema {
    tags?: readonly string[];
    summary?: string;
    consumes?: readonly string[];
  }
}
