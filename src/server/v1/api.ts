import type { FastifyInstance } from 'fastify';
import type { Installation } from '../installation/installation.ts';
import { alertRoutes } from './alerts.ts';
import { attachmentRoutes } from './attachments.ts';
import { caseRoutes } from './cases.ts';
import { customerRoutes } from './customers.ts';
import { documentRoutes } from './documents.ts';
import { erasureRoutes } from './erasures.ts';
import { eventRoutes } from './events/routes.ts';
import { exemptionRoutes } from './exemptions.ts';
import { journalRoutes } from './journal.ts';
import { linkRoutes } from './links.ts';
import { listRoutes } from './lists.ts';
import { metricsRoutes } from './metrics.ts';
import { ownershipRoutes } from './ownership.ts';
import { policyRoutes } from './policies.ts';
import { releaseRoutes } from './releases.ts';
import { screenRoutes } from './screen.ts';
import { sweepRoutes } from './sweeps.ts';
import { webhookRoutes } from './webhooks.ts';

/** Riegel's own API. Each group of routes stands in a file of its own; who may use them in `routes.data.ts`. */
export function v1Api(app: FastifyInstance, installation: Installation): void {
  // Answers are about people: nothing on the way may keep them.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  screenRoutes(app, installation);
  alertRoutes(app, installation);
  caseRoutes(app, installation);
  attachmentRoutes(app, installation);
  exemptionRoutes(app, installation);
  releaseRoutes(app, installation);
  journalRoutes(app, installation);
  customerRoutes(app, installation);
  sweepRoutes(app, installation);
  documentRoutes(app, installation);
  listRoutes(app, installation);
  linkRoutes(app, installation);
  ownershipRoutes(app, installation);
  policyRoutes(app, installation);
  eventRoutes(app, installation);
  webhookRoutes(app, installation);
  metricsRoutes(app, installation);
  erasureRoutes(app, installation);
}
