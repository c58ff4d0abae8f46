import type { FastifyRequest } from 'fastify';
import type { Installation } from '../installation/installation.ts';

/** What was changed is durable whatever comes of this: customers who are not screened now are by the next sweep. */
export async function screenForOwnership(installation: Installation, request: FastifyRequest): Promise<void> {
  try {
    await installation.ownershipChanged();
  } catch (err) {
    request.log.error({ err }, 'customers were not screened for a change of ownership');
  }
}
